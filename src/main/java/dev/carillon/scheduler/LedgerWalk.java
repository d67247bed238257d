package dev.carillon.scheduler;

import dev.carillon.fire.HistoryRow;
import dev.carillon.fire.HistoryStore;
import dev.carillon.fire.JobLedger;
import dev.carillon.job.HistoryRules;
import dev.carillon.job.Retention;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prunes the ledger, job by job in key order. Rows that are younger than the shortest retention of
 * their job are never read: a fire is not final before its scheduled time.
 */
@Singleton
class LedgerWalk implements HistoryWalk {

  private static final UUID START = new UUID(0, 0);

  private final Transactions transactions;
  private final HistoryStore ledger;
  private final HistoryRules rules;
  private final Clock clock;

  /** The job that was looked at last. */
  private UUID position = START;

  /** Where to go on in that job; null if it is done. */
  private @Nullable Cursor rest;

  LedgerWalk(Transactions transactions, HistoryStore ledger, HistoryRules rules, Clock clock) {
    this.transactions = transactions;
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public boolean step() throws SQLException {
    int rows = 0;
    for (int jobs = 0; jobs < MOST_JOBS && rows < PAGE; jobs++) {
      Cursor cursor = rest;
      rest = null;
      if (cursor == null) {
        Optional<JobLedger> job =
            transactions.run(connection -> ledger.nextJob(connection, position));
        position = job.map(JobLedger::jobUid).orElse(START);
        if (job.isEmpty()) {
          return false;
        }
        cursor = cursor(job.get());
      }
      rows += prune(cursor);
    }
    return true;
  }

  private Cursor cursor(JobLedger job) throws SQLException {
    Retention retention =
        transactions.run(connection -> rules.of(connection, job.jobUid(), job.namespace()));
    return new Cursor(job.jobUid(), retention, job.firstTime().minus(1, ChronoUnit.MICROS));
  }

  /** Prunes a page and leaves what follows in {@link #rest}. */
  private int prune(Cursor cursor) throws SQLException {
    Instant currentTime = clock.instant();
    Instant end = currentTime.minus(cursor.retention.shortest());
    if (!cursor.after.isBefore(end)) {
      return 0;
    }
    List<HistoryRow> page =
        transactions.run(
            connection -> ledger.read(connection, cursor.jobUid, cursor.after, end, PAGE));
    delete(page.stream().filter(row -> cursor.retention.isExpired(row, currentTime)).toList());
    if (page.size() == PAGE) {
      rest = cursor.movedTo(page.get(PAGE - 1).key().scheduledTime());
    }
    return page.size();
  }

  /** In short transactions; a fire of very many attempts is one of its own. */
  private void delete(List<HistoryRow> expired) throws SQLException {
    List<HistoryRow> batch = new ArrayList<>();
    int weight = 0;
    for (HistoryRow row : expired) {
      if (!batch.isEmpty() && weight + row.weight() > MOST_DELETED) {
        deleteAtOnce(List.copyOf(batch));
        batch.clear();
        weight = 0;
      }
      batch.add(row);
      weight += row.weight();
    }
    if (!batch.isEmpty()) {
      deleteAtOnce(batch);
    }
  }

  private void deleteAtOnce(List<HistoryRow> rows) throws SQLException {
    transactions.run(
        connection -> {
          ledger.delete(connection, rows);
          return rows;
        });
  }

  /** A place in the rows of a job. */
  private record Cursor(UUID jobUid, Retention retention, Instant after) {

    Cursor movedTo(Instant time) {
      return new Cursor(jobUid, retention, time);
    }
  }
}
