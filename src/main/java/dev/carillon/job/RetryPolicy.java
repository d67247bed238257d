package dev.carillon.job;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt is followed by another. Members that are left out take their default.
 *
 * @param maxAttempts attempts in all, 1 to 100; default 10
 * @param maxAge no attempt starts later than this after the start of the first one, at most 30
 *     days; default null, which is no bound
 * @param minBackoff wait before the second attempt, at most a day; default 1 s
 * @param maxBackoff longest wait, at least {@code minBackoff}, at most a day; default 5 min
 * @param multiplier factor from each wait to the next, 1 to 10; default 2
 * @param jitter share of each wait that is left to chance, 0 to 1; default 0.2
 */
@RegisterForReflection
@Schema(description = "When a failed attempt is followed by another.")
public record RetryPolicy(
    @Schema(
            type = SchemaType.INTEGER,
            minimum = "1",
            maximum = "100",
            defaultValue = "10",
            description = "Attempts in all.")
        @Nullable Integer maxAttempts,
    @Schema(
            type = SchemaType.STRING,
            format = "duration",
            description =
                "ISO-8601 duration, positive and at most P30D: no attempt starts later than this "
                    + "after the start of the first one. Absent or null: no bound.",
            examples = "PT1H")
        @Nullable Duration maxAge,
    @Schema(
            type = SchemaType.STRING,
            format = "duration",
            defaultValue = "PT1S",
            description =
                "ISO-8601 duration, positive and at most P1D: the wait before the second attempt.")
        @Nullable Duration minBackoff,
    @Schema(
            type = SchemaType.STRING,
            format = "duration",
            defaultValue = "PT5M",
            description =
                "ISO-8601 duration, at least minBackoff and at most P1D: the longest wait. A "
                    + "receiver's Retry-After may make it longer, up to P1D.")
        @Nullable Duration maxBackoff,
    @Schema(
            type = SchemaType.NUMBER,
            minimum = "1",
            maximum = "10",
            defaultValue = "2",
            description = "Factor from each wait to the next.")
        @Nullable Double multiplier,
    @Schema(
            type = SchemaType.NUMBER,
            minimum = "0",
            maximum = "1",
            defaultValue = "0.2",
            description = "Share of each wait that is left to chance: it can only become shorter.")
        @Nullable Double jitter) {

  private static final Duration LONGEST = Duration.ofDays(1);

  /** All defaults. */
  public static final RetryPolicy DEFAULT = new RetryPolicy(null, null, null, null, null, null);

  public RetryPolicy {
    maxAttempts = Objects.requireNonNullElse(maxAttempts, 10);
    minBackoff = Objects.requireNonNullElse(minBackoff, Duration.ofSeconds(1));
    maxBackoff =
        maxBackoff != null
            ? maxBackoff
            : minBackoff.compareTo(Duration.ofMinutes(5)) > 0 ? minBackoff : Duration.ofMinutes(5);
    multiplier = Objects.requireNonNullElse(multiplier, 2.0);
    jitter = Objects.requireNonNullElse(jitter, 0.2);
    check(maxAttempts >= 1 && maxAttempts <= 100, "/maxAttempts", maxAttempts, "1 to 100");
    Checks.range("/maxAge", maxAge, Duration.of(1, ChronoUnit.MICROS), Duration.ofDays(30));
    check(isWait(minBackoff), "/minBackoff", minBackoff, "a positive duration of at most P1D");
    check(isWait(maxBackoff), "/maxBackoff", maxBackoff, "a positive duration of at most P1D");
    check(
        maxBackoff.compareTo(minBackoff) >= 0,
        "/maxBackoff",
        maxBackoff,
        "at least minBackoff, which is " + minBackoff);
    check(multiplier >= 1 && multiplier <= 10, "/multiplier", multiplier, "1 to 10");
    check(jitter >= 0 && jitter <= 1, "/jitter", jitter, "0 to 1");
  }

  /** How many attempts there are in all. */
  public int attempts() {
    return Objects.requireNonNull(maxAttempts);
  }

  /**
   * How long to wait after a failed attempt: exponential, capped, then shortened by chance.
   *
   * @param attempt the attempt that failed, 1-based
   * @param chance uniform in [0, 1)
   * @return null if no attempt follows
   */
  public @Nullable Duration backoffAfter(int attempt, double chance) {
    if (attempt >= attempts()) {
      return null;
    }
    double first = Objects.requireNonNull(minBackoff).toNanos();
    double longest = Objects.requireNonNull(maxBackoff).toNanos();
    double wait =
        Math.min(longest, first * Math.pow(Objects.requireNonNull(multiplier), attempt - 1));
    double shortened = wait * (1 - Objects.requireNonNull(jitter) * chance);
    return Duration.ofNanos(Math.max(1000, (long) shortened)).truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean isWait(Duration wait) {
    return !wait.isNegative() && !wait.isZero() && wait.compareTo(LONGEST) <= 0;
  }

  private static void check(boolean valid, String pointer, Object value, String expected) {
    if (!valid) {
      throw new InvalidPolicyException(pointer, value + " is not valid: expected " + expected);
    }
  }
}
