package dev.carillon.fire;

/** What a fire waits for outside of the queue. */
public enum WaitCause {
  /** A free instance of its job. */
  OVERLAP,
  /** Its turn among the fires that share its key. */
  LANE,
  /** That its job is enabled again. */
  PAUSE
}
