package dev.carillon.job;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a change of a job may end: its state, and when it fires. */
record JobSnapshot(
    JobState state,
    @Nullable String stateReason,
    @Nullable String stateBy,
    @Nullable Instant stateChangedAt,
    @Nullable Instant pausedUntil,
    String trigger,
    @Nullable String timeZone,
    Instant triggerSetAt,
    String policies) {

  static JobSnapshot of(Job job) {
    return new JobSnapshot(
        job.state,
        job.stateReason,
        job.stateBy,
        job.stateChangedAt,
        job.pausedUntil,
        job.trigger,
        job.timeZone,
        job.triggerSetAt,
        job.policies);
  }

  boolean hasStateOf(Job job) {
    return state == job.state
        && (state != JobState.PAUSED
            || (Objects.equals(pausedUntil, job.pausedUntil)
                && Objects.equals(stateReason, job.stateReason)));
  }

  boolean hasTriggerOf(Job job) {
    return triggerSetAt.equals(job.triggerSetAt)
        && trigger.equals(job.trigger)
        && Objects.equals(timeZone, job.timeZone);
  }
}
