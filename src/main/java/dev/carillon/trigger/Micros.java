package dev.carillon.trigger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as microseconds of the epoch: the precision of all fire times. */
final class Micros {

  /** Answer of a rule that yields no further time. */
  static final long NEVER = Long.MAX_VALUE;

  static final long SECOND = 1_000_000;

  /** 9999-12-31T23:59:59.999999Z. */
  static final long LAST = 253_402_300_800L * SECOND - 1;

  private Micros() {}

  /** Truncates to microseconds; instants outside the years 1970 to 9999 become its ends. */
  static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds < 0) {
      return -1;
    }
    return seconds > LAST / SECOND ? LAST : seconds * SECOND + instant.getNano() / 1000;
  }

  /** The earliest microsecond of which a caller may ask: after previous, or from now. */
  static long from(@Nullable Instant previous, Instant currentTime) {
    return previous == null ? of(currentTime) : of(previous) + 1;
  }

  /** The last instant before a time. */
  static Instant justBefore(Instant time) {
    return at(Math.max(of(time) - 1, -1));
  }

  /** The instant; null for {@link #NEVER} and for times after the year 9999. */
  static @Nullable Instant instant(long micros) {
    return micros > LAST ? null : at(micros);
  }

  static Instant at(long micros) {
    return Instant.ofEpochSecond(micros / SECOND, micros % SECOND * 1000);
  }
}
