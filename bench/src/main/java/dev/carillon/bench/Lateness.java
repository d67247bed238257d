package dev.carillon.bench;

import java.util.Arrays;

/**
 * How late things happened, in microseconds; negative = early.
 *
 * @param sorted one value per fire, ascending
 */
record Lateness(long[] sorted) {

  static Lateness of(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Lateness(sorted);
  }

  int count() {
    return sorted.length;
  }

  /** The value that this share of all is not above, in milliseconds; NaN if there is none. */
  double millis(double share) {
    return millis(share, sorted.length);
  }

  /**
   * The same when more were expected than came: the missing ones count as infinitely late.
   *
   * @param expected how many there should be
   */
  double millis(double share, int expected) {
    int all = Math.max(expected, sorted.length);
    if (all == 0) {
      return Double.NaN;
    }
    int index = Math.min(all - 1, (int) Math.ceil(share * all) - 1);
    return index < sorted.length ? sorted[Math.max(0, index)] / 1_000.0 : Double.POSITIVE_INFINITY;
  }

  double maxMillis() {
    return millis(1.0);
  }

  /** How many happened before their time. */
  long early() {
    return Arrays.stream(sorted).filter(value -> value < 0).count();
  }
}
