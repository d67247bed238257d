package dev.carillon.bench;

/**
 * What a number is.
 *
 * @param name unique in its workload
 * @param unit as printed
 * @param better which way is better
 */
record Metric(String name, String unit, Better better) {

  enum Better {
    HIGHER,
    LOWER,
    NEITHER
  }

  static Metric rate(String name) {
    return new Metric(name, "/s", Better.HIGHER);
  }

  static Metric millis(String name) {
    return new Metric(name, "ms", Better.LOWER);
  }

  static Metric cpu(String name) {
    return new Metric(name, "µs", Better.LOWER);
  }

  static Metric mebibytes(String name) {
    return new Metric(name, "MiB", Better.LOWER);
  }

  static Metric number(String name) {
    return new Metric(name, "", Better.NEITHER);
  }

  /** By which factor {@code ours} is better than {@code theirs}; NaN if that means nothing. */
  double advantage(double ours, double theirs) {
    return switch (better) {
      case HIGHER -> ours / theirs;
      case LOWER -> theirs / ours;
      case NEITHER -> Double.NaN;
    };
  }
}
