package dev.carillon.trigger;

/** Numbers that look random and are the same everywhere. */
final class Seeds {

  private Seeds() {}

  /** SplitMix64's finisher over both values. */
  static long mix(long seed, long value) {
    long z = seed ^ (value * 0x9E3779B97F4A7C15L);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
