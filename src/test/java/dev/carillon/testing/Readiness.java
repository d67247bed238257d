package dev.carillon.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for a part to come up. */
final class Readiness {

  private Readiness() {}

  /**
   * Returns as soon as the check says true; what it throws counts as "not yet".
   *
   * @throws IllegalStateException if the process ends, or if it is not ready after {@code patience}
   */
  static void await(String name, ChildProcess process, Duration patience, Callable<Boolean> ready) {
    AtomicReference<@Nullable Exception> last = new AtomicReference<>();
    try {
      Awaitility.await(name)
          .atMost(patience)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !process.isAlive() || isTrue(ready, last));
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          name + " is not ready after " + patience + "\n" + process.logTail(), last.get());
    }
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " ended\n" + process.logTail());
    }
  }

  private static boolean isTrue(
      Callable<Boolean> ready, AtomicReference<@Nullable Exception> failure) {
    try {
      return ready.call();
    } catch (Exception e) {
      failure.set(e);
      return false;
    }
  }
}
