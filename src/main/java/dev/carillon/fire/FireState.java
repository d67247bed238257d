package dev.carillon.fire;

import java.util.Arrays;

/** Where a fire is on its way. */
public enum FireState {
  /** Waits for a pod to take it. */
  PENDING,
  /** A pod holds its lease and delivers it. */
  RUNNING,
  /** An attempt failed; the next one is planned, or held while the job is paused. */
  RETRYING,
  /** The receiver has confirmed it. Final. */
  SUCCEEDED,
  /** No attempt succeeded and none follows. Final. */
  FAILED,
  /** Later than the job's grace. Final, never delivered. */
  MISSED,
  /** Not delivered because of the job's policies. Final. */
  SKIPPED,
  /** Withdrawn by a person before it was delivered. Final. */
  CANCELLED;

  /**
   * Reads a column of the queue; a state that only another version knows is treated as an attempt
   * that nobody has finished.
   */
  static FireState read(String column) {
    return Arrays.stream(values())
        .filter(state -> state.name().equals(column))
        .findFirst()
        .orElse(RUNNING);
  }
}
