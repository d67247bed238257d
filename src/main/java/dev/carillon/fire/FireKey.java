package dev.carillon.fire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identity of a fire: its job and the instant for which it was planned.
 *
 * @param jobUid the job's own identity
 * @param scheduledTime microseconds precision
 */
public record FireKey(UUID jobUid, Instant scheduledTime) {

  private static final int UID_LENGTH = 36;
  private static final Pattern FORM = Pattern.compile("[0-9a-f-]{36}-[0-9]{1,18}");

  /**
   * The id that receivers see, the same for all attempts: {@code <job uid>-<epoch microseconds>}.
   */
  public String fireId() {
    return jobUid
        + "-"
        + (scheduledTime.getEpochSecond() * 1_000_000 + scheduledTime.getNano() / 1000);
  }

  /** Reads a fire id; empty if the text is none. */
  public static Optional<FireKey> parse(String fireId) {
    if (!FORM.matcher(fireId).matches()) {
      return Optional.empty();
    }
    try {
      UUID uid = UUID.fromString(fireId.substring(0, UID_LENGTH));
      long micros = Long.parseLong(fireId.substring(UID_LENGTH + 1));
      return Optional.of(new FireKey(uid, Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
