package dev.carillon.scheduler;

import dev.carillon.fire.FireKey;
import dev.carillon.job.JobStore;
import dev.carillon.metrics.Violation;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares what jobs count with their rows of the ledger, and finds fires that nothing holds on the
 * way. So many rows are read in one step; a job with more goes on in the next.
 */
@Singleton
class JobCounts {

  /** Before every row. */
  static final LedgerCount NOTHING =
      new LedgerCount(0, Instant.parse("1000-01-01T00:00:00Z"), 0, 0, 0);

  static final int PAGE = 5_000;
  static final int MOST_ROWS = 20_000;

  /** What a query costs, in rows. */
  static final int QUERY = 20;

  private static final int MOST_ORPHANS = 100;

  private final Transactions transactions;
  private final ScanStore store;
  private final JobStore jobs;
  private final Findings findings;
  private final Wakeup wakeup;
  private final Clock clock;
  private int rowsLeft;

  /** Where to go on; null if no job is half done. */
  private @Nullable Walk rest;

  JobCounts(
      Transactions transactions,
      ScanStore store,
      JobStore jobs,
      Findings findings,
      Wakeup wakeup,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.jobs = jobs;
    this.findings = findings;
    this.wakeup = wakeup;
    this.clock = clock;
  }

  /**
   * A job that is being looked at.
   *
   * @param job as it was when that began
   * @param count of its rows so far
   */
  private record Walk(ScannedJob job, LedgerCount count) {}

  /**
   * Begins a step with what the one before has left.
   *
   * @return whether there is time for another job
   */
  boolean begin() throws SQLException {
    rowsLeft = MOST_ROWS;
    Walk walk = rest;
    rest = null;
    return walk == null || walk(walk);
  }

  /**
   * Looks at the rows of a job.
   *
   * @return whether there is time for another one
   */
  boolean check(ScannedJob job) throws SQLException {
    return walk(new Walk(job, NOTHING));
  }

  private boolean walk(Walk begin) throws SQLException {
    Walk walk = begin;
    UUID uid = walk.job().uid();
    while (rowsLeft > 0) {
      Instant after = walk.count().last();
      LedgerCount page = transactions.run(connection -> store.count(connection, uid, after, PAGE));
      rowsLeft -= page.rows() + QUERY;
      if (page.orphans() > 0) {
        adopt(uid, after, page.last());
      }
      walk = new Walk(walk.job(), walk.count().plus(page));
      if (page.rows() < PAGE) {
        compare(walk);
        return rowsLeft > 0;
      }
    }
    rest = walk;
    return false;
  }

  private void adopt(UUID uid, Instant after, Instant until) throws SQLException {
    List<String> adopted =
        transactions.run(
            connection -> {
              if (jobs.lock(connection, List.of(uid)).isEmpty()) {
                return List.of();
              }
              List<FireKey> orphans = store.orphans(connection, uid, after, until, MOST_ORPHANS);
              return store.adopt(connection, orphans, clock.instant());
            });
    findings.repaired(Violation.FIRE_ORPHANED, adopted);
    if (!adopted.isEmpty()) {
      wakeup.signal();
    }
  }

  /** What was read at several instants may well differ: it decides only whether to count again. */
  private void compare(Walk walk) throws SQLException {
    UUID uid = walk.job().uid();
    LedgerCount count = walk.count();
    Optional<ScannedJob> differs =
        transactions.run(
            connection -> {
              int waiting = store.countWaiting(connection, uid);
              return walk.job().agreesWith(count, waiting)
                  ? Optional.empty()
                  : store.job(connection, uid).filter(job -> !job.agreesWith(count, waiting));
            });
    // A job of many rows is not locked for long on a mere suspicion, which it gives while it fires.
    boolean certain = differs.filter(walk.job()::equals).isPresent();
    if (certain || (differs.isPresent() && count.rows() < PAGE)) {
      Optional<String> corrected = transactions.run(connection -> correct(connection, uid));
      findings.repaired(Violation.JOB_COUNTS, corrected.stream().toList());
    }
  }

  /**
   * Counts again under the job's lock: whoever makes a fire final, or a new one, changes the job in
   * the same transaction.
   */
  private Optional<String> correct(Connection connection, UUID uid) throws SQLException {
    if (jobs.lock(connection, List.of(uid)).isEmpty()) {
      return Optional.empty();
    }
    LedgerCount count = NOTHING;
    LedgerCount page;
    do {
      page = store.count(connection, uid, count.last(), PAGE);
      count = count.plus(page);
    } while (page.rows() == PAGE);
    int waiting = store.countWaiting(connection, uid);
    ScannedJob job = store.job(connection, uid).orElseThrow();
    if (job.agreesWith(count, waiting)) {
      return Optional.empty();
    }
    store.correct(connection, uid, count, waiting);
    return Optional.of(
        "%s (in_flight %d is %d, waiting %d is %d, dead_letters %d is %d)"
            .formatted(
                job.name(),
                job.inFlight(),
                count.open(),
                job.waiting(),
                waiting,
                job.deadLetters(),
                count.reports()));
  }
}
