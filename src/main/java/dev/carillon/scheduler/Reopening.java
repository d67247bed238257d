package dev.carillon.scheduler;

import dev.carillon.fire.DeadLetterState;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import java.time.Instant;

/** Brings a fire that was final back into the queue, under the id it had. */
final class Reopening {

  private static final int LONGEST_REASON = 512;

  private Reopening() {}

  /**
   * Changes the row; its latest attempt must have been kept before.
   *
   * @param job its job, locked
   * @param why what the reason begins with; what the fire was is added
   * @param nextAttemptAt from when it may start
   */
  static void reopen(Fire fire, Job job, Rule rule, String why, Instant nextAttemptAt) {
    fire.reason = reason(why, fire);
    fire.state = FireState.PENDING;
    fire.rule = rule;
    fire.attemptBase = fire.attempt;
    fire.lostAttempts = 0;
    fire.firstStartedAt = null;
    fire.finishedAt = null;
    fire.nextAttemptAt = nextAttemptAt;
    fire.responseStatus = null;
    fire.response = null;
    fire.error = null;
    if (fire.deadLetter == DeadLetterState.PENDING) {
      job.deadLetters--;
    }
    fire.deadLetter = null;
    fire.deadLetterAttempt = 0;
    job.inFlight++;
  }

  /** Fire times of a locked job are in a state no more that the job counts. */
  static void uncount(Job job, FireState state, long times) {
    switch (state) {
      case MISSED -> job.missedCount = Math.max(0, job.missedCount - times);
      case SKIPPED -> job.skippedCount = Math.max(0, job.skippedCount - times);
      case CANCELLED -> job.cancelledCount = Math.max(0, job.cancelledCount - times);
      case FAILED -> job.failureCount = Math.max(0, job.failureCount - times);
      default -> throw new IllegalArgumentException(state + " is not a state that is taken back");
    }
  }

  /** What was asked for, and what the row said before. */
  static String reason(String why, Fire was) {
    String text =
        why
            + ", it was "
            + was.state
            + (was.rule == null ? "" : " by " + was.rule)
            + (was.reason == null ? "" : ": " + was.reason);
    if (text.length() <= LONGEST_REASON) {
      return text;
    }
    // Never through the middle of a surrogate pair: the database would refuse the half of it.
    boolean pair = Character.isHighSurrogate(text.charAt(LONGEST_REASON - 1));
    return text.substring(0, pair ? LONGEST_REASON - 1 : LONGEST_REASON);
  }
}
