package dev.carillon.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as microseconds since 1970. */
final class Micros {

  static final long MILLI = 1_000;
  static final long SECOND = 1_000_000;

  private Micros() {}

  static long local() {
    return of(Instant.now());
  }

  static long of(Instant instant) {
    return instant.getEpochSecond() * SECOND + instant.getNano() / 1_000;
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The next full second after that time. */
  static long nextSecond(long micros) {
    return (micros / SECOND + 1) * SECOND;
  }
}
