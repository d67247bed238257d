package dev.carillon.metrics;

/** What should not exist, and is looked for all the same. */
public enum Violation {
  /** A job that is due for long and that nobody claims. */
  JOB_OVERDUE("job-overdue"),
  /**
   * A fire of the queue that is due for long, or whose lease has run out, and that nobody takes.
   */
  FIRE_OVERDUE("fire-overdue"),
  /** An enabled job without a next run time. */
  JOB_UNPLANNED("job-unplanned"),
  /** A job that is not enabled, with a next run time that does not fit its state. */
  JOB_MISPLANNED("job-misplanned"),
  /** A job whose counts of fires under way disagree with the ledger. */
  JOB_COUNTS("job-counts"),
  /** A fire that is not final, and that neither the queue nor a reason to wait holds. */
  FIRE_ORPHANED("fire-orphaned"),
  /** A note that a fire waits which does not wait. */
  WAIT_UNFOUNDED("wait-unfounded"),
  /** A fire whose reason to wait is over. */
  WAIT_OVER("wait-over"),
  /** A lane whose fire is final or gone. */
  LANE_STUCK("lane-stuck");

  private final String tag;

  Violation(String tag) {
    this.tag = tag;
  }

  /** Its name as a tag and in the log. */
  public String tag() {
    return tag;
  }
}
