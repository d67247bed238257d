package dev.carillon.job;

import dev.carillon.trigger.InvalidTriggerException;
import dev.carillon.trigger.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Where a job's schedule stands when a person changes the job; fires move it in the scheduler. */
@ApplicationScoped
public class JobSchedule {

  private static final long MOST_COUNTED = 1_000_000;

  private final JobCodec codec;

  JobSchedule(JobCodec codec) {
    this.codec = codec;
  }

  /**
   * Plans the first fire of a new trigger.
   *
   * @throws InvalidTriggerException if it is not valid, or yields no time from now on
   */
  void start(Job job, Instant currentTime) {
    Instant next = codec.trigger(job).next(null, currentTime);
    if (next != null && job.lastFireTime != null && !next.isAfter(job.lastFireTime)) {
      next = codec.trigger(job).next(job.lastFireTime, currentTime);
    }
    if (next == null) {
      throw new InvalidTriggerException("", "the trigger yields no fire time after " + currentTime);
    }
    plan(job, next);
  }

  /**
   * Plans the next fire from an instant on, after a pause; a time that is over is not made up for.
   */
  public void resume(Job job, Instant currentTime) {
    plan(job, following(codec.trigger(job), job, currentTime));
  }

  /**
   * Plans an enabled job whose next run time is lost from where it stood: what is overdue then is
   * decided by the next claim.
   *
   * @param enabledAt when the job was enabled last; null if always
   */
  public void planAnew(Job job, @Nullable Instant enabledAt) {
    Instant since = enabledAt == null ? job.triggerSetAt : latest(enabledAt, job.triggerSetAt);
    if (job.lastFireTime != null && !job.lastFireTime.isBefore(since)) {
      plan(job, codec.trigger(job).next(job.lastFireTime, since));
    } else if (enabledAt != null && enabledAt.isAfter(job.triggerSetAt)) {
      resume(job, enabledAt);
    } else {
      plan(job, codec.trigger(job).next(job.lastFireTime, since));
    }
  }

  private static @Nullable Instant following(Trigger trigger, Job job, Instant currentTime) {
    Instant next = trigger.next(null, currentTime);
    if (job.lastFireTime == null && next != null && next.isBefore(currentTime)) {
      return next;
    }
    // Asked by the time before: asked for a first time, a jittered trigger would leave out one that
    // is delayed past the instant.
    Instant first = trigger.next(null, job.triggerSetAt);
    if (first == null) {
      return null;
    }
    Instant over = latest(currentTime, first).minus(1, ChronoUnit.MICROS);
    return trigger.next(
        job.lastFireTime == null ? over : latest(over, job.lastFireTime), currentTime);
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static void plan(Job job, @Nullable Instant next) {
    job.nextRunTime = next;
    job.state = next == null ? JobState.COMPLETED : JobState.ENABLED;
    job.stateReason = null;
    job.stateBy = null;
    job.pausedUntil = null;
  }

  /** Nothing follows, though the trigger would yield further times. */
  void complete(Job job, String reason) {
    job.nextRunTime = null;
    job.state = JobState.COMPLETED;
    job.stateReason = reason;
  }

  /** Ends a pause whose end has come, as the next claim would. */
  boolean resumeIfOver(Job job, Instant currentTime) {
    if (job.state != JobState.PAUSED
        || job.pausedUntil == null
        || job.pausedUntil.isAfter(currentTime)) {
      return false;
    }
    Instant end = job.pausedUntil;
    resume(job, end);
    job.stateBy = PauseService.CARILLON;
    job.stateChangedAt = end;
    return true;
  }

  /** The last fire time up to now that is planned and not yet decided; null if none is overdue. */
  @Nullable Overdue overdue(Job job, Instant currentTime) {
    Instant first = job.nextRunTime;
    if (job.state != JobState.ENABLED || first == null || first.isAfter(currentTime)) {
      return null;
    }
    try {
      Trigger trigger = codec.trigger(job);
      Instant second = trigger.next(first, currentTime);
      return second == null || second.isAfter(currentTime)
          ? new Overdue(first, null, 1)
          : new Overdue(first, currentTime, trigger.count(first, currentTime, MOST_COUNTED));
    } catch (RuntimeException e) {
      return new Overdue(first, currentTime, 1);
    }
  }

  /**
   * Fire times that no claim has decided yet.
   *
   * @param first the earliest
   * @param until null if it is the only one, otherwise all up to this instant
   * @param times how many, as far as they were counted
   */
  record Overdue(Instant first, @Nullable Instant until, long times) {}
}
