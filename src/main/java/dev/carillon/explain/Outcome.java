package dev.carillon.explain;

/** What happened at an instant, or will happen. */
public enum Outcome {
  /** The trigger yields no fire time at that instant. */
  NOT_A_FIRE_TIME,
  /** Before the job's startTime or after its endTime. */
  OUTSIDE_SCHEDULE,
  /** The job did not exist yet. */
  BEFORE_CREATION,
  /** The job was paused then, or will be. */
  PAUSED,
  /** The job was in error then, or will be unless it is mended. */
  JOB_ERROR,
  /** The job had, or will have, no fire times any more. */
  WOULD_BE_AFTER_COMPLETION,
  /** It will be a fire, unless something changes. */
  PLANNED,
  /** Due or decided, and it waits: for a claim, in the queue, for an instance or for its turn. */
  WAITING,
  /** An attempt is under way. */
  IN_PROGRESS,
  /** An attempt failed and another one follows. */
  RETRYING,
  /** The receiver has confirmed it. */
  DELIVERED,
  /** No attempt succeeded. */
  FAILED,
  /** Too late by the job's policies. */
  MISSED,
  /** Left out by the job's policies. */
  SKIPPED,
  /** Withdrawn by a person. */
  CANCELLED,
  /** A fire time that went by, of which the ledger has no row, or none any more. */
  NOT_RECORDED
}
