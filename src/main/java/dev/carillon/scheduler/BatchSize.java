package dev.carillon.scheduler;

/**
 * How much one transaction of the loop takes at most: half as much after each failure, which may
 * have been too much at once, and twice as much after each success. Not thread-safe.
 */
final class BatchSize {

  private final int most;
  private int size;

  /**
   * @param most at least 1; where it begins
   */
  BatchSize(int most) {
    this.most = most;
    this.size = most;
  }

  /** At least 1. */
  int size() {
    return size;
  }

  void succeeded() {
    size = size > most / 2 ? most : size * 2;
  }

  void failed() {
    size = Math.max(1, size / 2);
  }
}
