package dev.carillon.scheduler;

import dev.carillon.fire.FireStore;
import dev.carillon.job.JobStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what is due and not yet taken, up to a bound: who scrapes it must not read much. */
@Singleton
class BacklogRound implements Round {

  /** From here on it is that many or more. */
  static final int MOST = 10_001;

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Transactions transactions;
  private final JobStore jobs;
  private final FireStore fires;
  private final Clock clock;
  private volatile @Nullable Backlog latest;

  BacklogRound(Transactions transactions, JobStore jobs, FireStore fires, Clock clock) {
    this.transactions = transactions;
    this.jobs = jobs;
    this.fires = fires;
    this.clock = clock;
  }

  /**
   * What was due at one instant.
   *
   * @param jobs whose next run time had come
   * @param fires of the queue whose next attempt was due
   */
  record Backlog(int jobs, int fires) {}

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public void turn() throws SQLException {
    Backlog counted = null;
    try {
      counted = transactions.run(this::count);
    } finally {
      // What is not known is not shown.
      latest = counted;
    }
  }

  private Backlog count(Connection connection) throws SQLException {
    Instant currentTime = clock.instant();
    return new Backlog(
        jobs.countDue(connection, currentTime, MOST),
        fires.countDue(connection, currentTime, MOST));
  }

  /** What the latest turn has counted; null if it failed, or none was made. */
  @Nullable Backlog latest() {
    return latest;
  }
}
