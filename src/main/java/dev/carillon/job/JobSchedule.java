package dev.carillon.job;

import dev.carillon.trigger.InvalidTriggerException;
import dev.carillon.trigger.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Where a job's schedule stands when a person changes the job; fires move it in the scheduler. */
@ApplicationScoped
class JobSchedule {

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

  /** Plans the next fire from now on, after a pause; a time that is over is not made up for. */
  void resume(Job job, Instant currentTime) {
    Trigger trigger = codec.trigger(job);
    Instant next = trigger.next(null, currentTime);
    if (next != null && job.lastFireTime != null) {
      Instant justBefore = currentTime.minus(1, ChronoUnit.MICROS);
      Instant over = job.lastFireTime.isAfter(justBefore) ? job.lastFireTime : justBefore;
      next = next.isAfter(over) ? next : trigger.next(over, currentTime);
    }
    plan(job, next);
  }

  private static void plan(Job job, @Nullable Instant next) {
    job.nextRunTime = next;
    job.state = next == null ? JobState.COMPLETED : JobState.ENABLED;
    job.stateReason = null;
  }

  /** The last fire time up to now that is planned and not yet decided; null if none is overdue. */
  @Nullable Overdue overdue(Job job, Instant currentTime) {
    Instant first = job.nextRunTime;
    if (first == null || first.isAfter(currentTime)) {
      return null;
    }
    try {
      Instant second = codec.trigger(job).next(first, currentTime);
      return new Overdue(first, second == null || second.isAfter(currentTime) ? null : currentTime);
    } catch (RuntimeException e) {
      return new Overdue(first, currentTime);
    }
  }

  /**
   * Fire times that no claim has decided yet.
   *
   * @param first the earliest
   * @param until null if it is the only one, otherwise all up to this instant
   */
  record Overdue(Instant first, @Nullable Instant until) {}
}
