package dev.carillon.job;

/** What becomes of a job that has no further fire time. */
public enum OnCompletion {
  /** It stays, COMPLETED. */
  KEEP,
  /** It is deleted as soon as none of its fires is under way; its ledger stays. */
  DELETE
}
