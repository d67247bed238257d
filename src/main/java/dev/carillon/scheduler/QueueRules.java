package dev.carillon.scheduler;

import dev.carillon.fire.Attempt;
import dev.carillon.fire.AttemptOutcome;
import dev.carillon.fire.DeadLetterState;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import dev.carillon.job.JobDefinition;
import dev.carillon.job.JobState;
import dev.carillon.job.Policies;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a fire that is taken from the queue, and writes it into its row. */
@ApplicationScoped
class QueueRules {

  /** A fire whose delivery ends the process must not end all of them for ever. */
  private static final int MOST_TAKE_OVERS = 20;

  private static final String HELD = "held: the job is ";

  /** What to do with it. */
  enum Next {
    /** Begin its next attempt. */
    START,
    /** Begin the next attempt to report that it failed. */
    REPORT,
    /** Keep it until its job is enabled again. */
    HOLD,
    /** Nothing more: it is final, or its report is. */
    END
  }

  /** Decides for a fire whose job exists and can be read. */
  Next decide(Fire fire, Job job, JobDefinition definition, Instant currentTime) {
    Policies policies = definition.policies();
    if (fire.state == FireState.FAILED) {
      return report(fire, policies);
    }
    if (hold(fire, job)) {
      return Next.HOLD;
    }
    if (isFirstStart(fire) && FirePlanner.isTooLate(policies, fire.scheduledTime, currentTime)) {
      end(fire, FireState.MISSED, currentTime);
      fire.rule = Rule.MISFIRE_GRACE_TIME;
      fire.reason = FirePlanner.tooLate(policies, fire.scheduledTime, currentTime);
      return Next.END;
    }
    if (fire.state == FireState.RUNNING && fire.lostAttempts > MOST_TAKE_OVERS) {
      giveUp(fire, "every process that delivered it ended", currentTime);
      reportFailure(fire, policies, currentTime);
      return Next.END;
    }
    if (isHolding(fire.reason)) {
      fire.reason = null;
    }
    if (fire.state == FireState.RUNNING) {
      fire.reason = "taken over from " + fire.leaseOwner + ", whose lease had run out";
    }
    return Next.START;
  }

  private static Next report(Fire fire, Policies policies) {
    if (policies.deadLetter() != null) {
      return Next.REPORT;
    }
    endReport(fire);
    return Next.END;
  }

  private static boolean isHolding(@Nullable String reason) {
    return reason != null
        && (reason.startsWith(HELD) || reason.equals(Lanes.WAITS) || reason.equals(Starter.BUSY));
  }

  /**
   * Takes a fire out of the queue until its job is enabled again, if it has to wait for that.
   *
   * @return whether it has
   */
  boolean hold(Fire fire, Job job) {
    if (fire.state == FireState.FAILED || !isHeld(fire, job)) {
      return false;
    }
    fire.state = fire.state == FireState.PENDING ? FireState.PENDING : FireState.RETRYING;
    fire.reason = HELD + job.state;
    fire.nextAttemptAt = null;
    return true;
  }

  /** What a person asked for runs although the job is stopped; everything else waits. */
  private static boolean isHeld(Fire fire, Job job) {
    boolean stopped = job.state == JobState.PAUSED || job.state == JobState.ERROR;
    return stopped && !(fire.rule == Rule.ON_DEMAND && fire.state == FireState.PENDING);
  }

  private static boolean isFirstStart(Fire fire) {
    boolean scheduled = fire.rule == null || (!fire.rule.isAskedFor() && fire.rule != Rule.RETRY);
    return fire.state == FireState.PENDING && scheduled && fire.attempt == 0;
  }

  /** Its job is gone. */
  void withdraw(Fire fire, Instant currentTime) {
    if (fire.state == FireState.FAILED) {
      endReport(fire);
      return;
    }
    end(fire, FireState.CANCELLED, currentTime);
    fire.rule = Rule.JOB_DELETED;
    fire.reason = "the job was deleted";
  }

  /** No attempt follows. */
  void giveUp(Fire fire, String why, Instant currentTime) {
    if (fire.state == FireState.FAILED) {
      endReport(fire);
      return;
    }
    end(fire, FireState.FAILED, currentTime);
    fire.reason = why;
  }

  /** No attempt follows, since the database does not accept one. */
  void refuse(Fire fire, JobDefinition definition, Instant currentTime) {
    boolean wasReport = fire.state == FireState.FAILED;
    giveUp(fire, "the database refuses its next attempt", currentTime);
    if (!wasReport) {
      reportFailure(fire, definition.policies(), currentTime);
    }
  }

  /** Puts a fire that has just failed into the queue of those to be reported, if they are. */
  static void reportFailure(Fire fire, Policies policies, Instant currentTime) {
    if (policies.deadLetter() != null) {
      fire.deadLetter = DeadLetterState.PENDING;
      fire.deadLetterAttempt = 0;
      fire.nextAttemptAt = currentTime;
    }
  }

  /** Takes the attempt of a process that lost its lease out of the count, to be recorded. */
  Attempt lost(Fire fire, Instant currentTime) {
    Attempt attempt = Attempt.of(fire, AttemptOutcome.LOST, currentTime);
    attempt.responseStatus = null;
    attempt.response = null;
    attempt.error = "the lease ran out";
    fire.lostAttempts++;
    return attempt;
  }

  /** It has failed before, and nobody will be told. */
  private static void endReport(Fire fire) {
    fire.deadLetter = DeadLetterState.FAILED;
    fire.nextAttemptAt = null;
  }

  private static void end(Fire fire, FireState state, Instant currentTime) {
    fire.state = state;
    fire.nextAttemptAt = null;
    fire.finishedAt = currentTime;
  }
}
