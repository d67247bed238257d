package dev.carillon.fire;

/** Where the report of a failed fire is on its way to the job's dead letter target. */
public enum DeadLetterState {
  /** To be sent, or on its way. */
  PENDING,
  /** The dead letter target has accepted it. */
  SENT,
  /** No attempt to send it succeeded and none follows. */
  FAILED
}
