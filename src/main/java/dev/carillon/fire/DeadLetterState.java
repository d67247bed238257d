package dev.carillon.fire;

import org.jspecify.annotations.Nullable;

/** Where the report of a failed fire is on its way to the job's dead letter target. */
public enum DeadLetterState {
  /** To be sent, or on its way. */
  PENDING,
  /** The dead letter target has accepted it. */
  SENT,
  /** No attempt to send it succeeded and none follows. */
  FAILED;

  /** Reads a column; null for NULL. */
  static @Nullable DeadLetterState read(@Nullable String column) {
    return column == null ? null : valueOf(column);
  }
}
