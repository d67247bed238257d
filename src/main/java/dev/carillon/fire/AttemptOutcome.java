package dev.carillon.fire;

/** What became of an attempt. */
public enum AttemptOutcome {
  /** It is under way: only the latest one can be. */
  RUNNING,
  /** The receiver has confirmed the fire: only the latest one can have that. */
  SUCCEEDED,
  /** The receiver did not accept the fire. */
  FAILED,
  /** The process that made it lost its lease: nobody knows whether the fire arrived. */
  LOST
}
