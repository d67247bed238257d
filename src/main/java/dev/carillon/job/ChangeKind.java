package dev.carillon.job;

/** What has changed on a job. */
public enum ChangeKind {
  /** Its definition, but not when it fires. */
  MODIFIED,
  /** Its trigger, its zone, or the times between which it fires. */
  TRIGGER_CHANGED,
  /** It was stopped, or the end of the stop was moved. */
  PAUSED,
  /** It fires again: resumed, mended, or given a schedule that has times left. */
  RESUMED,
  /** No time was left. */
  COMPLETED,
  /** It could not be read or planned. */
  ERROR,
  /** It was deleted; its rows in the ledger stay. */
  DELETED
}
