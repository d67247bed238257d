package dev.carillon.fire;

/** How an attempt ended that was followed by another one. */
public enum AttemptOutcome {
  /** The receiver did not accept the fire. */
  FAILED,
  /** The process that made it lost its lease: nobody knows whether the fire arrived. */
  LOST
}
