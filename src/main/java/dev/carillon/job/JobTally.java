package dev.carillon.job;

import java.util.UUID;

/**
 * Fires of one job that have become final.
 *
 * @param uid the job
 */
public record JobTally(UUID uid, int succeeded, int failed, int cancelled) {

  /** How many fires are no longer in flight. */
  public int finished() {
    return succeeded + failed + cancelled;
  }

  /** Both together. */
  public JobTally plus(JobTally other) {
    return new JobTally(
        uid, succeeded + other.succeeded, failed + other.failed, cancelled + other.cancelled);
  }
}
