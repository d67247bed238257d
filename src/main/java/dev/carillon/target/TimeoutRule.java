package dev.carillon.target;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long one attempt may take. */
final class TimeoutRule {

  private static final Duration DEFAULT = Duration.ofSeconds(30);
  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration MAX = Duration.ofMinutes(10);

  private TimeoutRule() {}

  static Duration checked(String pointer, @Nullable Duration timeout) {
    if (timeout == null) {
      return DEFAULT;
    }
    if (timeout.compareTo(MIN) < 0 || timeout.compareTo(MAX) > 0) {
      throw new InvalidTargetException(
          pointer, "%s is not between %s and %s".formatted(timeout, MIN, MAX));
    }
    return timeout;
  }
}
