package dev.carillon.scheduler;

import dev.carillon.fire.FireState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a due job.
 *
 * @param decisions one for every fire time that is decided, in order; together they leave none out
 * @param nextRunTime the first fire time that is not decided; null if the trigger yields none
 */
record FirePlan(List<Decision> decisions, @Nullable Instant nextRunTime) {

  /**
   * What becomes of a fire time.
   *
   * @param until null for one fire time; otherwise the decision stands for all up to this one
   * @param state RUNNING = deliver it, otherwise MISSED or SKIPPED
   * @param reason why it is not delivered; null if it is
   */
  record Decision(
      Instant scheduledTime, @Nullable Instant until, FireState state, @Nullable String reason) {

    static Decision deliver(Instant time) {
      return new Decision(time, null, FireState.RUNNING, null);
    }

    static Decision missed(Instant time, String reason) {
      return new Decision(time, null, FireState.MISSED, reason);
    }

    static Decision leftOut(Instant time, @Nullable Instant until, FireState state, String reason) {
      return new Decision(time, until, state, reason);
    }
  }

  /** The latest fire time that is decided. */
  Instant last() {
    Decision last = decisions.get(decisions.size() - 1);
    return last.until() == null ? last.scheduledTime() : last.until();
  }
}
