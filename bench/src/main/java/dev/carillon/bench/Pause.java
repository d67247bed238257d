package dev.carillon.bench;

/** Waiting. */
final class Pause {

  private Pause() {}

  static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** Waits until the database's clock shows that time. */
  static void until(DatabaseClock clock, long micros) {
    long left = micros - clock.micros();
    if (left > 0) {
      millis(left / 1_000 + 1);
    }
  }
}
