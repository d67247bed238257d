package dev.carillon.it;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger.
 *
 * @param uid the job's, as hexadecimal digits
 * @param until the last time for which the row stands; null if it stands for one
 * @param rule null if the trigger alone decided
 * @param fireTimes for how many times the row stands
 * @param claimedAt when it was decided
 */
public record FireRow(
    String uid,
    Instant scheduled,
    @Nullable Instant until,
    String state,
    @Nullable String rule,
    long fireTimes,
    int attempt,
    Instant claimedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** The last time for which the row stands. */
  public Instant last() {
    return until == null ? scheduled : until;
  }

  boolean succeededAtOnce() {
    return state.equals("SUCCEEDED") && attempt == 1;
  }

  /** The id that receivers see. */
  public String fireId() {
    return fireId(uid, scheduled);
  }

  /** The id of the fire of a job, given as hexadecimal digits, at a time. */
  static String fireId(String uid, Instant scheduled) {
    return uid.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
        + "-"
        + ChronoUnit.MICROS.between(Instant.EPOCH, scheduled);
  }
}
