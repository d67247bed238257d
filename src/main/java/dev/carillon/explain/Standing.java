package dev.carillon.explain;

import dev.carillon.job.ChangeRecord;
import dev.carillon.job.Job;
import dev.carillon.job.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state in which a job was at an instant, or will be if nobody changes it.
 *
 * @param state ENABLED also before the job was created
 * @param since when it began; null if nobody knows
 * @param by who began it; null if nobody is known
 * @param reason why; null if nothing was said
 * @param until when a pause ends by itself; null if it does not
 */
public record Standing(
    JobState state,
    @Nullable Instant since,
    @Nullable String by,
    @Nullable String reason,
    @Nullable Instant until) {

  /**
   * What is known of an instant.
   *
   * @param job as it is now
   * @param change the latest change of its state at or before the instant; null if there is none
   * @param currentTime from here on the job is as it is now
   */
  static Standing of(Job job, @Nullable ChangeRecord change, Instant at, Instant currentTime) {
    Instant since = job.stateChangedAt;
    boolean asNow = since == null ? !at.isBefore(currentTime) : !at.isBefore(since);
    if (asNow) {
      return of(job.state, since, job.stateBy, job.stateReason, job.pausedUntil, at);
    }
    if (change == null) {
      return new Standing(JobState.ENABLED, job.createdAt, null, null, null);
    }
    JobState state =
        switch (change.kind) {
          case PAUSED -> JobState.PAUSED;
          case COMPLETED -> JobState.COMPLETED;
          case ERROR -> JobState.ERROR;
          default -> JobState.ENABLED;
        };
    return of(state, change.changedAt, change.changedBy, change.reason, change.untilTime, at);
  }

  private static Standing of(
      JobState state,
      @Nullable Instant since,
      @Nullable String by,
      @Nullable String reason,
      @Nullable Instant until,
      Instant at) {
    return state == JobState.PAUSED && until != null && !at.isBefore(until)
        ? new Standing(JobState.ENABLED, until, by, "the pause ended by itself", null)
        : new Standing(state, since, by, reason, state == JobState.PAUSED ? until : null);
  }
}
