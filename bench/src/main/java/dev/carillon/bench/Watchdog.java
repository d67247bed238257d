package dev.carillon.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Bounds a measurement: when the time is over, the processes that it started are killed. */
final class Watchdog {

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "watchdog");
            thread.setDaemon(true);
            return thread;
          });

  private Watchdog() {}

  /** Does the work, which fails for want of its processes once the time is over. */
  static <T> T bound(Duration limit, Callable<T> work) throws Exception {
    List<Process> before = Cleanup.running();
    ScheduledFuture<?> alarm =
        TIMER.schedule(
            () -> {
              System.out.println("  not done after " + limit + ", killed");
              Cleanup.killStartedAfter(before);
            },
            limit.toSeconds(),
            TimeUnit.SECONDS);
    try {
      return work.call();
    } finally {
      alarm.cancel(false);
    }
  }
}
