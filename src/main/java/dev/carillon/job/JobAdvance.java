package dev.carillon.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one claim changes on a job.
 *
 * @param nextRunTime null if nothing is planned any more
 * @param stateReason null if there is nothing to say
 * @param changedAt when the state became another one; null if it did not
 * @param fires decided to be delivered, now or when an instance is free
 * @param buffered how many of those wait for an instance
 * @param missed fire times that are MISSED
 * @param skipped fire times that are SKIPPED
 * @param lastFireTime latest fire time that was decided; null leaves it
 */
public record JobAdvance(
    UUID uid,
    @Nullable Instant nextRunTime,
    JobState state,
    @Nullable String stateReason,
    @Nullable Instant changedAt,
    int fires,
    int buffered,
    long missed,
    long skipped,
    @Nullable Instant lastFireTime)
    implements Comparable<JobAdvance> {

  @Override
  public int compareTo(JobAdvance other) {
    return KeyOrder.INSTANCE.compare(uid, other.uid);
  }
}
