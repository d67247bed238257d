package dev.carillon.scheduler;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asked by every transaction that starts something, before anything else. It shares the lock on the
 * scheduler's row until its end, and a pause takes that lock for itself: so either the transaction
 * was committed before the pause has returned, or it sees the pause, in whatever process.
 */
@ApplicationScoped
class SchedulerGate {

  private final SchedulerStore store;
  private final Transactions transactions;
  private final Membership membership;
  private final SchedulerConfig config;
  private final DatabaseClock clock;
  private volatile @Nullable Opening latest;

  SchedulerGate(
      SchedulerStore store,
      Transactions transactions,
      Membership membership,
      SchedulerConfig config,
      DatabaseClock clock) {
    this.store = store;
    this.transactions = transactions;
    this.membership = membership;
    this.config = config;
    this.clock = clock;
  }

  /** Whether the transaction may start anything; the answer holds until its end. */
  Opening open(Connection connection) throws SQLException {
    return seen(store.share(connection));
  }

  /** Looks without holding the answer. */
  Opening look() throws SQLException {
    return seen(transactions.run(store::read));
  }

  /** What was seen last; null before the first look. */
  @Nullable Opening latest() {
    return latest;
  }

  private Opening seen(SchedulerState row) {
    Instant currentTime = clock.instant();
    SchedulerState state = row.at(currentTime);
    Opening opening =
        new Opening(hold(state), row.isOver(currentTime), state.pausedUntil(), state.outage());
    latest = opening;
    return opening;
  }

  private Hold hold(SchedulerState state) {
    if (state.paused()) {
      return Hold.PAUSED;
    }
    return config.startPaused() && !isResumedSinceStart(state) ? Hold.START_PAUSED : Hold.NONE;
  }

  private boolean isResumedSinceStart(SchedulerState state) {
    Instant startedAt = membership.startedAt();
    Instant resumedAt = state.resumedAt();
    return startedAt != null && resumedAt != null && resumedAt.isAfter(startedAt);
  }
}
