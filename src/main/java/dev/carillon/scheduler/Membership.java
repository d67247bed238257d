package dev.carillon.scheduler;

import dev.carillon.fire.Product;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This process among those of the cluster: its row and its heartbeat, in the database's time.
 * Whoever begins to work, or begins again after it could not, first looks whether anybody did
 * meanwhile; if not, that was an outage. All of them look under the lock on the scheduler's row, so
 * the first one notes it and the others see a heartbeat.
 */
@ApplicationScoped
class Membership {

  private static final Logger LOG = Logger.getLogger(Membership.class);
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Transactions transactions;
  private final SchedulerStore schedulers;
  private final PodStore pods;
  private final OutageStore outages;
  private final LoopState loop;
  private final DatabaseClock clock;
  private final SchedulerConfig config;
  private final Pod pod;
  private volatile @Nullable Instant startedAt;

  /** When the latest heartbeat was written, or somewhat before. */
  private volatile Instant latest = Instant.MIN;

  Membership(
      Transactions transactions,
      SchedulerStore schedulers,
      PodStore pods,
      OutageStore outages,
      LoopState loop,
      DatabaseClock clock,
      SchedulerConfig config,
      Pod pod) {
    this.transactions = transactions;
    this.schedulers = schedulers;
    this.pods = pods;
    this.outages = outages;
    this.loop = loop;
    this.clock = clock;
    this.config = config;
    this.pod = pod;
  }

  /** When this process started; null before it did. */
  @Nullable Instant startedAt() {
    return startedAt;
  }

  /** Enters the cluster; called before anything is claimed. */
  void enter() throws SQLException {
    Instant before = clock.instant();
    startedAt = transactions.run(this::enter);
    latest = before;
  }

  /**
   * Enters again if this process could not tell for long that it is at work: the database may have
   * been away, or the process stood still. Called by the loop before it claims.
   */
  void enterAgainIfAway() throws SQLException {
    if (Duration.between(latest, clock.instant()).compareTo(config.outageThreshold()) > 0) {
      enter();
    }
  }

  private Instant enter(Connection connection) throws SQLException {
    SchedulerState state = schedulers.lock(connection);
    Instant currentTime = Product.of(connection).time(connection);
    Instant heartbeat = pods.latestHeartbeat(connection);
    if (heartbeat != null && isOutage(heartbeat, currentTime)) {
      note(connection, state, heartbeat, currentTime);
    }
    Instant start = startedAt == null ? currentTime : startedAt;
    pods.enter(connection, pod.id(), start, currentTime);
    pods.forget(connection, currentTime.minus(REMEMBERED));
    return start;
  }

  private boolean isOutage(Instant heartbeat, Instant currentTime) {
    return Duration.between(heartbeat, currentTime).compareTo(config.outageThreshold()) > 0;
  }

  private void note(
      Connection connection, SchedulerState state, Instant heartbeat, Instant currentTime)
      throws SQLException {
    Outage before = state.outage();
    Outage outage;
    if (before != null && before.endedAt().equals(heartbeat)) {
      // Nobody worked after the end that was noted: it was none.
      outage = new Outage(before.id(), before.startedAt(), currentTime);
      outages.extend(connection, outage);
    } else {
      outage = new Outage(outages.latestId(connection) + 1, heartbeat, currentTime);
      outages.add(connection, outage, pod.id());
    }
    schedulers.write(connection, state.after(outage));
    LOG.warnf("no process was at work from %s to %s", outage.startedAt(), outage.endedAt());
  }

  /** Tells that this process is at work, if its loop has turned lately. */
  void beat() throws SQLException {
    Duration lately = config.maxSleep().plus(config.outageThreshold());
    if (startedAt == null
        || loop.isStopping()
        || loop.failure() != null
        || loop.sinceTurn().compareTo(lately) > 0) {
      return;
    }
    Instant before = clock.instant();
    if (transactions.run(connection -> pods.beat(connection, pod.id(), config.outageThreshold()))) {
      latest = before;
    }
  }

  /** Leaves in good order. */
  void leave() throws SQLException {
    transactions.run(
        connection -> {
          pods.stop(connection, pod.id());
          return pod;
        });
  }
}
