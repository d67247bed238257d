package dev.carillon.job;

import java.util.Arrays;

/** Whether a job fires. */
public enum JobState {
  /** Fires at its {@code nextRunTime}. */
  ENABLED,
  /** Stopped by a person until it is resumed. */
  PAUSED,
  /** Its trigger yields no further time. */
  COMPLETED,
  /**
   * It cannot be read or planned; see the reason. It is kept, and fires again once it is mended.
   */
  ERROR;

  /** Reads a column; a state that only another version knows counts as ERROR. */
  static JobState read(String column) {
    return Arrays.stream(values())
        .filter(state -> state.name().equals(column))
        .findFirst()
        .orElse(ERROR);
  }
}
