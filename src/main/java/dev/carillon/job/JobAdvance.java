package dev.carillon.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one claim changes on a job.
 *
 * @param nextRunTime null if nothing is planned any more
 * @param stateReason null if there is nothing to say
 * @param fires decided to be delivered
 * @param missed rows of the ledger that say MISSED
 * @param skipped rows of the ledger that say SKIPPED
 * @param lastFireTime latest scheduled time that was decided; null leaves it
 */
public record JobAdvance(
    UUID uid,
    @Nullable Instant nextRunTime,
    JobState state,
    @Nullable String stateReason,
    int fires,
    int missed,
    int skipped,
    @Nullable Instant lastFireTime)
    implements Comparable<JobAdvance> {

  @Override
  public int compareTo(JobAdvance other) {
    return KeyOrder.INSTANCE.compare(uid, other.uid);
  }
}
