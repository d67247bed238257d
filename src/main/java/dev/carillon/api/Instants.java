package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Instants as callers write them. */
final class Instants {

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Instants() {}

  /** Reads a date-time with an offset; microseconds, in the years 1970 to 9999. */
  static Instant read(String pointer, String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw new InvalidRequestException(
        pointer,
        "'"
            + text
            + "' is not valid: expected an instant such as 2027-01-01T00:00:00Z,"
            + " in the years 1970 to 9999");
  }
}
