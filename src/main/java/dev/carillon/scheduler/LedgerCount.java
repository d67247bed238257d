package dev.carillon.scheduler;

import java.time.Instant;

/**
 * Rows of one job, along the primary key.
 *
 * @param rows read
 * @param last scheduled time of the last of them; the time after which was looked if there is none
 * @param open of them that are not final
 * @param reports of failed ones that are under way
 * @param orphans open ones that neither the queue nor a reason to wait holds
 */
record LedgerCount(int rows, Instant last, int open, int reports, int orphans) {

  /** These, and then those. */
  LedgerCount plus(LedgerCount next) {
    return new LedgerCount(
        rows + next.rows,
        next.last,
        open + next.open,
        reports + next.reports,
        orphans + next.orphans);
  }
}
