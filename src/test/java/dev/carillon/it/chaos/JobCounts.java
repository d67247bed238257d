package dev.carillon.it.chaos;

import dev.carillon.it.LedgerTables;

/** The counts on the rows of jobs, which are those of the ledger. */
record JobCounts(LedgerTables ledger) {

  private static final String WRONG =
      """
      SELECT COUNT(*) FROM job j LEFT JOIN (
        SELECT job_uid, SUM(state IN ('PENDING', 'RUNNING', 'RETRYING')) AS open,
          SUM(state = 'SUCCEEDED') AS succeeded, SUM(state = 'FAILED') AS failed,
          SUM(IF(state = 'CANCELLED', fire_times, 0)) AS cancelled
        FROM fire GROUP BY job_uid) f ON f.job_uid = j.uid
      WHERE j.in_flight <> COALESCE(f.open, 0) OR j.success_count <> COALESCE(f.succeeded, 0)
        OR j.failure_count <> COALESCE(f.failed, 0)
        OR j.cancelled_count <> COALESCE(f.cancelled, 0)""";

  /** How many jobs have other counts than their rows, while no process is there. */
  long wrong() {
    return ledger.number(WRONG);
  }
}
