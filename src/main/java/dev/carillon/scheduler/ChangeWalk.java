package dev.carillon.scheduler;

import dev.carillon.fire.HistoryStore;
import dev.carillon.job.ChangeHistory;
import dev.carillon.job.HistoryRules;
import dev.carillon.job.JobStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Prunes what is known of changes of jobs: of those that are deleted and have no fire left in the
 * ledger, which the changes help to explain.
 */
@Singleton
class ChangeWalk implements HistoryWalk {

  private static final UUID START = new UUID(0, 0);

  private final Transactions transactions;
  private final ChangeHistory changes;
  private final JobStore jobs;
  private final HistoryStore ledger;
  private final HistoryRules rules;
  private final Clock clock;

  /** The job that was looked at last. */
  private UUID position = START;

  ChangeWalk(
      Transactions transactions,
      ChangeHistory changes,
      JobStore jobs,
      HistoryStore ledger,
      HistoryRules rules,
      Clock clock) {
    this.transactions = transactions;
    this.changes = changes;
    this.jobs = jobs;
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public boolean step() throws SQLException {
    for (int jobs = 0; jobs < MOST_JOBS; jobs++) {
      Optional<UUID> job = transactions.run(connection -> changes.nextJob(connection, position));
      position = job.orElse(START);
      if (job.isEmpty()) {
        return false;
      }
      if (!transactions.run(connection -> isNeeded(connection, job.get()))) {
        prune(job.get());
      }
    }
    return true;
  }

  private boolean isNeeded(Connection connection, UUID job) throws SQLException {
    return !jobs.existing(connection, List.of(job)).isEmpty() || ledger.hasRows(connection, job);
  }

  private void prune(UUID job) throws SQLException {
    Instant end = clock.instant().minus(rules.configured().failed());
    List<Instant> page;
    do {
      page =
          transactions.run(
              connection -> {
                List<Instant> old = changes.read(connection, job, end, MOST_DELETED);
                changes.delete(connection, job, old);
                return old;
              });
    } while (page.size() == MOST_DELETED);
  }
}
