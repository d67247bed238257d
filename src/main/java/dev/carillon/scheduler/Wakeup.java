package dev.carillon.scheduler;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the loop sleeps and how it is woken. A signal that comes while the loop works is
 * remembered: the next sleep ends at once.
 */
@ApplicationScoped
public class Wakeup {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private volatile Runnable announced = () -> {};
  private boolean signalled;

  /** Until when the sleeper sleeps; the end of time while it works, so that every signal counts. */
  private Instant sleepsUntil = Instant.MAX;

  /** What else is to be done for {@link #announce}; it must not block. */
  public void onAnnouncement(Runnable action) {
    announced = action;
  }

  /** Ends the sleep, or the next one, and has the other processes told that something is due. */
  public void announce() {
    signal();
    announced.run();
  }

  /** Ends the sleep, or the next one. */
  public void signal() {
    signal(Instant.MIN);
  }

  /** Ends the sleep if it would last beyond the instant at which something has become due. */
  public void signal(Instant due) {
    lock.lock();
    try {
      if (due.isBefore(sleepsUntil)) {
        signalled = true;
        woken.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sleeps until a signal comes or the time is over.
   *
   * @param until the instant at which the sleep ends, for comparison with signals
   * @param longest how long that is from now; zero or less does not sleep
   * @return whether it was a signal
   */
  boolean await(Instant until, Duration longest) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      sleepsUntil = until;
      long left = longest.toNanos();
      while (!signalled && left > 0) {
        left = woken.awaitNanos(left);
      }
      return signalled;
    } finally {
      signalled = false;
      sleepsUntil = Instant.MAX;
      lock.unlock();
    }
  }
}
