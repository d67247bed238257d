package dev.carillon.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Bounds of policies; every message has the bad value and what was expected. */
final class Checks {

  private static final Duration SHORTEST_LATENESS = Duration.ofNanos(1000);
  private static final Duration LONGEST_LATENESS = Duration.ofDays(3_650_000);

  private Checks() {}

  /** Microseconds to 10 000 years: what can be taken from an instant of the ledger. */
  static void lateness(String pointer, @Nullable Duration value, String orElse) {
    if (value != null
        && (value.compareTo(SHORTEST_LATENESS) < 0 || value.compareTo(LONGEST_LATENESS) > 0)) {
      throw invalid(
          pointer,
          value,
          "a duration from %s to %s, or %s"
              .formatted(SHORTEST_LATENESS, days(LONGEST_LATENESS), orElse));
    }
  }

  static void range(String pointer, @Nullable Duration value, Duration least, Duration most) {
    if (value != null && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
      throw invalid(pointer, value, "a duration from " + least + " to " + days(most));
    }
  }

  static void range(String pointer, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw invalid(pointer, value, least + " to " + most);
    }
  }

  static InvalidPolicyException invalid(String pointer, Object value, String expected) {
    return new InvalidPolicyException(pointer, value + " is not valid: expected " + expected);
  }

  private static String days(Duration duration) {
    return duration.equals(Duration.ofDays(duration.toDays()))
        ? "P" + duration.toDays() + "D"
        : duration.toString();
  }
}
