package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as callers write them: RFC 3339, in the years that the ledger can have. */
final class Instants {

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Instants() {}

  /**
   * Reads an RFC 3339 instant, cut to microseconds.
   *
   * @throws InvalidRequestException if it is none, or not in the years 1970 to 9999
   */
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

  /** The same; null for null. */
  static @Nullable Instant readOrNull(String pointer, @Nullable String text) {
    return text == null ? null : read(pointer, text);
  }

  /** The same of a member that has to be there. */
  static Instant require(String pointer, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw new InvalidRequestException(
          pointer, "is required: an instant such as 2027-01-01T00:00:00Z");
    }
    return read(pointer, text);
  }

  /** Refuses the end of a window that lies before its beginning; null is open. */
  static void checkOrder(@Nullable Instant from, @Nullable Instant until) {
    if (from != null && until != null && until.isBefore(from)) {
      throw new InvalidRequestException(
          "/until", until + " is not valid: expected one not before from, which is " + from);
    }
  }
}
