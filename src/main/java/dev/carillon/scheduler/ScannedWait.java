package dev.carillon.scheduler;

import dev.carillon.fire.FireKey;
import dev.carillon.metrics.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What the invariant scan reads of a fire that waits.
 *
 * @param cause as stored, since another version may know further ones
 * @param waits whether the fire exists, is not final, and is not in the queue
 * @param jobState null if the job is gone
 * @param laneHeld whether a fire is under way in its lane
 */
record ScannedWait(
    FireKey key, String cause, boolean waits, @Nullable String jobState, boolean laneHeld) {

  /** What is wrong by what was read; null if nothing is. Instances are counted elsewhere. */
  @Nullable Violation violation() {
    if (!waits) {
      return Violation.WAIT_UNFOUNDED;
    }
    return jobState == null || isOver(jobState) ? Violation.WAIT_OVER : null;
  }

  private boolean isOver(String state) {
    return switch (cause) {
      case "PAUSE" -> state.equals("ENABLED") || state.equals("COMPLETED");
      case "LANE" -> !laneHeld;
      default -> false;
    };
  }

  boolean waitsForInstance() {
    return cause.equals("OVERLAP") && jobState != null;
  }
}
