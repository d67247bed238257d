package dev.carillon.job;

import dev.carillon.event.Events;
import dev.carillon.event.JobPaused;
import dev.carillon.event.JobResumed;
import dev.carillon.fire.Ledger;
import dev.carillon.fire.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stops jobs and lets them go on. Each use case is one transaction on the locked row; when a pause
 * returns, no further fire of the job starts in any process.
 */
@ApplicationScoped
public class PauseService {

  /** Who pauses a job when no person does. */
  public static final String CARILLON = "carillon";

  private final JobCatalog catalog;
  private final LockedJobs locked;
  private final JobCodec codec;
  private final JobSchedule schedule;
  private final JobWithdrawal withdrawal;
  private final JobChanges changes;
  private final JobEnd end;
  private final JobTransactions transactions;
  private final Ledger ledger;
  private final Events events;
  private final Clock clock;

  PauseService(
      JobCatalog catalog,
      LockedJobs locked,
      JobCodec codec,
      JobSchedule schedule,
      JobWithdrawal withdrawal,
      JobChanges changes,
      JobEnd end,
      JobTransactions transactions,
      Ledger ledger,
      Events events,
      Clock clock) {
    this.catalog = catalog;
    this.locked = locked;
    this.codec = codec;
    this.schedule = schedule;
    this.withdrawal = withdrawal;
    this.changes = changes;
    this.end = end;
    this.transactions = transactions;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Stops a job until it is resumed, or until an instant. A job that is paused takes what the pause
   * says; a pause that says nothing leaves it as it is.
   *
   * @throws JobNotFoundException if there is none
   * @throws JobStateException if the job is completed or in error
   * @throws InvalidPolicyException if the pause would be over already
   */
  public Job pause(String namespace, String id, Precondition condition, Pause pause) {
    Job paused =
        tell(
            transactions.run(
                () -> {
                  Instant currentTime = clock.instant();
                  if (pause.until() != null && !pause.until().isAfter(currentTime)) {
                    throw Checks.invalid(
                        "/until", pause.until(), "an instant after now, which is " + currentTime);
                  }
                  Job job = locked.lock(namespace, id, condition, currentTime);
                  if (job.state == JobState.PAUSED && pause.saysNothing()) {
                    return new Step(job, false);
                  }
                  if (job.state != JobState.PAUSED) {
                    require(job, "pause", JobState.ENABLED);
                  }
                  stop(job, pause, currentTime);
                  return new Step(job, true);
                }));
    locked.awaitStop(paused);
    return paused;
  }

  /** Pauses an enabled job whose receiver says that it is gone for good. */
  public void pauseGone(String namespace, String id, UUID uid, String fireId) {
    pauseItself(
        namespace, id, uid, job -> "the receiver is gone: it answered 410 to fire " + fireId);
  }

  /** Pauses an enabled job that has failed as often as {@code pauseAfterFailures} says. */
  public void pauseFailing(String namespace, String id, UUID uid, String fireId) {
    pauseItself(
        namespace,
        id,
        uid,
        job -> {
          Integer most = codec.policies(job).pauseAfterFailures();
          return most == null || job.consecutiveFailures < most
              ? null
              : job.consecutiveFailures
                  + " fires in a row have failed, pauseAfterFailures is "
                  + most
                  + "; the last one is "
                  + fireId;
        });
  }

  /** Why a job is to be paused; null if it is not. */
  private interface Judgement {
    @Nullable String reason(Job job);
  }

  private void pauseItself(String namespace, String id, UUID uid, Judgement judgement) {
    Boolean paused =
        transactions.run(
            () -> {
              Job job = catalog.lock(namespace, id);
              if (job == null || !job.uid.equals(uid) || job.state != JobState.ENABLED) {
                return false;
              }
              String reason = judgement.reason(job);
              if (reason == null) {
                return false;
              }
              locked.takeBackHeld(job);
              stop(job, new Pause(reason, CARILLON, null), clock.instant());
              return true;
            });
    if (paused) {
      events.fire(new JobPaused(namespace, id, uid, null));
    }
  }

  private void stop(Job job, Pause pause, Instant currentTime) {
    JobSnapshot before = JobSnapshot.of(job);
    withdrawal.cancelOverdue(job, Rule.JOB_PAUSED, "the job was paused", currentTime);
    job.state = JobState.PAUSED;
    job.stateReason = pause.reason();
    job.stateBy = pause.by();
    job.stateChangedAt = currentTime;
    job.pausedUntil = pause.until();
    job.nextRunTime = pause.until();
    LockedJobs.touch(job, currentTime);
    changes.record(before, job, pause.by(), currentTime);
  }

  /**
   * Enables a paused job from now on: times that went by are not made up for, but a one-shot job
   * that has not fired yet does. Without effect on a job that is enabled.
   *
   * @param by who does it, for people; null if nobody is known
   * @throws JobStateException if the job is completed or in error
   */
  public Job resume(String namespace, String id, Precondition condition, @Nullable String by) {
    return tell(
        transactions.run(
            () -> {
              Instant currentTime = clock.instant();
              Job job = locked.lock(namespace, id, condition, currentTime);
              if (job.state == JobState.ENABLED) {
                return new Step(job, false);
              }
              require(job, "resume", JobState.PAUSED);
              JobSnapshot before = JobSnapshot.of(job);
              schedule.resume(job, currentTime);
              job.stateBy = by;
              job.stateChangedAt = currentTime;
              job.consecutiveFailures = 0;
              if (job.inFlight > 0) {
                ledger.release(job.uid, currentTime);
              }
              LockedJobs.touch(job, currentTime);
              changes.record(before, job, by, currentTime);
              end.removeIfOver(job);
              return new Step(job, true);
            }));
  }

  /** A job, and whether its state was changed. */
  private record Step(Job job, boolean taken) {}

  private Job tell(Step step) {
    Job job = step.job();
    if (step.taken()) {
      events.fire(
          job.state == JobState.PAUSED
              ? new JobPaused(job.namespace, job.id, job.uid, job.nextRunTime)
              : new JobResumed(job.namespace, job.id, job.uid, job.nextRunTime));
      end.tellIfOver(job);
    }
    return job;
  }

  private static void require(Job job, String verb, JobState state) {
    if (job.state != state) {
      throw new JobStateException("cannot " + verb + " a job that is " + job.state);
    }
  }
}
