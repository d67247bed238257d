package dev.carillon.scheduler;

import java.util.concurrent.TimeUnit;

/** Ever longer pauses while something keeps failing: 50 ms, doubled up to 2 s. Not thread-safe. */
final class Backoff {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 2000;

  private long next = FIRST_MILLIS;

  /** Back to the shortest pause. */
  void reset() {
    next = FIRST_MILLIS;
  }

  /**
   * Waits.
   *
   * @return false if the thread was interrupted: it is to end
   */
  boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(next);
      next = Math.min(LONGEST_MILLIS, next * 2);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
