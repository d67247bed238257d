package dev.carillon.scheduler;

import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a due job.
 *
 * @param decisions in order of time; together they leave no due fire time out
 * @param nextRunTime the first fire time that is not due; null if none follows
 */
record FirePlan(List<Decision> decisions, @Nullable Instant nextRunTime) {

  /**
   * What becomes of one fire time, or of a row of them.
   *
   * @param until null for one fire time; otherwise the last one that the decision stands for
   * @param times how many it stands for
   * @param state RUNNING = to be delivered, PENDING = buffered, otherwise MISSED or SKIPPED
   * @param rule which rule decided; null for the trigger alone
   * @param reason the rule with its numbers, for people; null if it is to be delivered
   */
  record Decision(
      Instant scheduledTime,
      @Nullable Instant until,
      long times,
      FireState state,
      @Nullable Rule rule,
      @Nullable String reason) {

    /** The last fire time that it stands for. */
    Instant last() {
      return until == null ? scheduledTime : until;
    }

    /** Whether a fire comes of it. */
    boolean isFire() {
      return state == FireState.RUNNING || state == FireState.PENDING;
    }

    /** Whether the next decision says the same, so that one row can stand for both. */
    boolean continuesAs(Decision next) {
      return !isFire() && state == next.state && rule == next.rule;
    }

    Decision and(Decision next) {
      return new Decision(scheduledTime, next.last(), times + next.times, state, rule, reason);
    }
  }

  /** How many fire times have become that. */
  long times(FireState state) {
    return decisions.stream()
        .filter(decision -> decision.state() == state)
        .mapToLong(Decision::times)
        .sum();
  }

  /** The latest fire time that is decided; null if none is. */
  @Nullable Instant last() {
    return decisions.isEmpty() ? null : decisions.get(decisions.size() - 1).last();
  }
}
