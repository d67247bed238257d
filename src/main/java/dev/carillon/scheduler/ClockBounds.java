package dev.carillon.scheduler;

/**
 * Between which two instants the database's clock stands, from samples of it and a local clock that
 * only counts. The source of the method is Marzullo's intersection of intervals, for one server.
 *
 * <p>A sample says: when the local counter stood between {@code sent} and {@code received}, the
 * database read {@code micros}. So at counter {@code t} it stands no lower than {@code micros + (t
 * - received)} and no higher than {@code micros + (t - sent)}, each widened by what the two clocks
 * may drift apart. The best bound of all samples counts. Immutable; nanoseconds and microseconds.
 */
record ClockBounds(long lowNanos, long lowMicros, long highNanos, long highMicros) {

  /** Two quartz clocks drift apart by less than this share of the time; NTP itself slews by 500. */
  private static final double DRIFT = 600e-6;

  static ClockBounds of(long sentNanos, long micros, long receivedNanos) {
    return new ClockBounds(receivedNanos, micros, sentNanos, micros + 1);
  }

  /** No later than the database's time at that counter, in epoch microseconds. */
  long earliest(long nanos) {
    return lowMicros + (long) ((nanos - lowNanos) / 1000.0 * (1 - DRIFT));
  }

  /** No earlier than the database's time at that counter, in epoch microseconds. */
  long latest(long nanos) {
    return highMicros + (long) Math.ceil((nanos - highNanos) / 1000.0 * (1 + DRIFT));
  }

  /** Width of what is known at that counter, in microseconds. */
  long uncertainty(long nanos) {
    return latest(nanos) - earliest(nanos);
  }

  /**
   * Adds a newer sample. If it contradicts what was known, the database's clock was set, or another
   * database answers: the new sample alone counts then.
   */
  ClockBounds and(ClockBounds newer) {
    long nanos = newer.lowNanos;
    boolean better = newer.earliest(nanos) > earliest(nanos);
    boolean tighter = newer.latest(nanos) < latest(nanos);
    ClockBounds both =
        new ClockBounds(
            better ? newer.lowNanos : lowNanos,
            better ? newer.lowMicros : lowMicros,
            tighter ? newer.highNanos : highNanos,
            tighter ? newer.highMicros : highMicros);
    return both.uncertainty(nanos) < 0 ? newer : both;
  }
}
