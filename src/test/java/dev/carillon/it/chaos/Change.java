package dev.carillon.it.chaos;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that changed a job.
 *
 * @param sent when it was sent, at the earliest, by the clock of the database
 * @param returned when it was known to have taken effect, at the latest
 * @param effective the instant that the answer names; null if there was no answer, or none in it
 * @param plan the trigger from then on; null if the job is gone
 * @param isEnabled whether the job fires from then on
 */
record Change(
    Kind kind,
    Instant sent,
    Instant returned,
    @Nullable Instant effective,
    @Nullable Plan plan,
    boolean isEnabled) {

  /**
   * How far the clock of a process may be behind the database's: {@code
   * carillon.clock.max-uncertainty}, and a little more.
   */
  static final Duration CLOCK_LAG = Duration.ofMillis(600);

  /** What a call does. */
  enum Kind {
    ADD,
    CHANGE_TRIGGER,
    CHANGE_TARGET,
    PAUSE,
    RESUME,
    DELETE
  }

  /** Until when it is certain that all is as it was before the call, exclusive. */
  Instant begins() {
    if (effective == null) {
      return earliest();
    }
    return effective.isBefore(sent) ? effective : sent;
  }

  /** The earliest instant that the process can have read from its clock. */
  Instant earliest() {
    return sent.minus(CLOCK_LAG);
  }

  /** The same call in another clock. */
  Change in(ClockRelation clock) {
    return new Change(
        kind, clock.earliest(sent), clock.latest(returned), effective, plan, isEnabled);
  }
}
