package dev.carillon.job;

import java.util.UUID;

/**
 * Fires of one job that have become final, in the order in which they did.
 *
 * @param uid the job
 * @param succeeded of them
 * @param failed of them
 * @param missed of them: too late when their first attempt was to start
 * @param cancelled of them
 * @param failedSince how many failed after the last one that succeeded
 * @param reports change of the number of dead letters that are under way
 */
public record JobTally(
    UUID uid, int succeeded, int failed, int missed, int cancelled, int failedSince, int reports) {

  /** Nothing became final. */
  public static JobTally nothing(UUID uid) {
    return new JobTally(uid, 0, 0, 0, 0, 0, 0);
  }

  /** How many fires are no longer in flight. */
  public int finished() {
    return succeeded + failed + missed + cancelled;
  }

  /** These, and then those. */
  public JobTally plus(JobTally other) {
    return new JobTally(
        uid,
        succeeded + other.succeeded,
        failed + other.failed,
        missed + other.missed,
        cancelled + other.cancelled,
        other.succeeded > 0 ? other.failedSince : failedSince + other.failedSince,
        reports + other.reports);
  }
}
