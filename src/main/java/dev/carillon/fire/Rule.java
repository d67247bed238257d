package dev.carillon.fire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which rule decided on a fire, where it was not the trigger alone. */
public enum Rule {
  /** A person asked for it: {@code :run}. */
  ON_DEMAND,
  /** A person asked for it: {@code :backfill}. */
  BACKFILL,
  /** A person asked for further attempts: {@code :retry}. */
  RETRY,
  /** It became one with another fire time of its batch. */
  COALESCED,
  /** Later than {@code misfireGraceTime}. */
  MISFIRE_GRACE_TIME,
  /** Older than {@code catchUp.maxAge}. */
  CATCH_UP_MAX_AGE,
  /** One too many for {@code catchUp.maxCount}. */
  CATCH_UP_MAX_COUNT,
  /** As many as {@code maxInstances} were under way. */
  MAX_INSTANCES,
  /** Waits for another fire with its key. */
  ORDERED,
  /** Due while the job was paused by a person. */
  JOB_PAUSED,
  /** Due while the job was deleted. */
  JOB_DELETED,
  /** Due while the trigger was changed. */
  TRIGGER_CHANGED,
  /** The job could not be read or planned. */
  JOB_ERROR;

  /** Reads a column; null for NULL and for a rule that only another version knows. */
  static @Nullable Rule read(@Nullable String column) {
    return Arrays.stream(values())
        .filter(rule -> rule.name().equals(column))
        .findFirst()
        .orElse(null);
  }

  /** Whether a person asked for the fire, beside the schedule. */
  public boolean isAskedFor() {
    return this == ON_DEMAND || this == BACKFILL;
  }
}
