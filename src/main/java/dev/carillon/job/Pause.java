package dev.carillon.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a pause.
 *
 * @param reason for people; null if none
 * @param by who pauses, for people; null if nobody is known
 * @param until when it ends by itself, microseconds; null = when somebody resumes
 */
public record Pause(@Nullable String reason, @Nullable String by, @Nullable Instant until) {

  /** A pause of which nothing is said. */
  public static final Pause SILENT = new Pause(null, null, null);

  private static final int LONGEST_REASON = 512;
  private static final int LONGEST_NAME = 128;

  public Pause {
    checkLength("/reason", reason, LONGEST_REASON);
    checkLength("/by", by, LONGEST_NAME);
    until = until == null ? null : until.truncatedTo(ChronoUnit.MICROS);
    if (until != null && until.isAfter(Instant.parse("9999-12-31T00:00:00Z"))) {
      throw Checks.invalid("/until", until, "an instant up to the year 9999");
    }
  }

  private static void checkLength(String pointer, @Nullable String text, int most) {
    if (text != null && text.length() > most) {
      throw new InvalidPolicyException(pointer, "longer than " + most + " characters");
    }
  }

  boolean saysNothing() {
    return reason == null && by == null && until == null;
  }
}
