package dev.carillon.scheduler;

import dev.carillon.fire.FireKey;
import dev.carillon.fire.HistoryStore;
import dev.carillon.fire.JobLedger;
import dev.carillon.job.JobStore;
import dev.carillon.metrics.Violation;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds fires that nothing holds and whose job is gone, and puts them into the queue, which
 * withdraws them. Those of jobs that exist are found by what their jobs count.
 */
@Singleton
class OrphanCheck implements Check {

  private static final UUID START = new UUID(0, 0);
  private static final int MOST_JOBS = 200;
  private static final int MOST_ORPHANS = 100;

  private final Transactions transactions;
  private final ScanStore store;
  private final HistoryStore ledger;
  private final JobStore jobs;
  private final Findings findings;
  private final Wakeup wakeup;
  private final Clock clock;

  /** The job whose ledger was looked at last. */
  private UUID position = START;

  /** Jobs that are gone and whose rows are to be read. */
  private final Deque<UUID> gone = new ArrayDeque<>();

  /** Up to where the rows of the first of them were read. */
  private Instant after = JobCounts.NOTHING.last();

  OrphanCheck(
      Transactions transactions,
      ScanStore store,
      HistoryStore ledger,
      JobStore jobs,
      Findings findings,
      Wakeup wakeup,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.ledger = ledger;
    this.jobs = jobs;
    this.findings = findings;
    this.wakeup = wakeup;
    this.clock = clock;
  }

  @Override
  public void step() throws SQLException {
    if (gone.isEmpty()) {
      findGone();
    }
    int rowsLeft = JobCounts.MOST_ROWS;
    while (rowsLeft > 0 && !gone.isEmpty()) {
      int rows = readPage(gone.element());
      rowsLeft -= rows + JobCounts.QUERY;
      if (rows < JobCounts.PAGE) {
        gone.remove();
        after = JobCounts.NOTHING.last();
      }
    }
  }

  private void findGone() throws SQLException {
    List<UUID> found = new ArrayList<>();
    while (found.size() < MOST_JOBS) {
      Optional<JobLedger> next =
          transactions.run(connection -> ledger.nextJob(connection, position));
      position = next.map(JobLedger::jobUid).orElse(START);
      if (next.isEmpty()) {
        break;
      }
      found.add(position);
    }
    if (!found.isEmpty()) {
      found.removeAll(transactions.run(connection -> jobs.existing(connection, found)));
    }
    gone.addAll(found);
  }

  /** How many rows there were. */
  private int readPage(UUID uid) throws SQLException {
    Instant from = after;
    LedgerCount page =
        transactions.run(connection -> store.count(connection, uid, from, JobCounts.PAGE));
    after = page.last();
    if (page.orphans() > 0) {
      List<String> adopted =
          transactions.run(
              connection -> {
                List<FireKey> orphans =
                    store.orphans(connection, uid, from, page.last(), MOST_ORPHANS);
                return store.adopt(connection, orphans, clock.instant());
              });
      findings.repaired(Violation.FIRE_ORPHANED, adopted);
      if (!adopted.isEmpty()) {
        wakeup.signal();
      }
    }
    return page.rows();
  }
}
