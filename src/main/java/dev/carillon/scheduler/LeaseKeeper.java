package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the leases of deliveries that take long, and gives back those of deliveries given up. Its
 * thread writes the heartbeat as well.
 */
@ApplicationScoped
class LeaseKeeper {

  private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

  /** How often a process tells that it is at work, unless leases are to be looked after sooner. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Transactions transactions;
  private final FireStore fires;
  private final InFlight inFlight;
  private final Membership membership;
  private final Clock clock;
  private final SchedulerConfig config;

  LeaseKeeper(
      Transactions transactions,
      FireStore fires,
      InFlight inFlight,
      Membership membership,
      Clock clock,
      SchedulerConfig config) {
    this.transactions = transactions;
    this.fires = fires;
    this.inFlight = inFlight;
    this.membership = membership;
    this.clock = clock;
    this.config = config;
  }

  /** Renews until stopped, on a thread of its own: a slow claim must not cost a lease. */
  void run() {
    try {
      while (!stopped.await(pause().toNanos(), TimeUnit.NANOSECONDS)) {
        try {
          renew();
          membership.beat();
        } catch (SQLException | RuntimeException | Error e) {
          LOG.warnf("leases could not be renewed, trying again: %s", e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration pause() {
    Duration sixth = config.leaseDuration().dividedBy(6);
    return sixth.compareTo(HEARTBEAT) < 0 ? sixth : HEARTBEAT;
  }

  void stop() {
    stopped.countDown();
  }

  /** Renews every lease that is more than half over. */
  private void renew() throws SQLException {
    Duration half = config.leaseDuration().dividedBy(2);
    List<Fire> ending =
        inFlight.endingWithin(half, clock.instant()).stream().sorted(Settlement.KEY_ORDER).toList();
    if (ending.isEmpty()) {
      return;
    }
    Instant until =
        transactions.run(
            connection -> {
              Instant end = clock.instant().plus(config.leaseDuration());
              fires.renew(connection, ending, end);
              return end;
            });
    ending.forEach(fire -> fire.nextAttemptAt = until);
  }

  /** Ends every lease that this process still holds: any process may make the next attempt now. */
  int release() throws SQLException {
    List<Fire> held = inFlight.all().stream().sorted(Settlement.KEY_ORDER).toList();
    if (!held.isEmpty()) {
      transactions.run(
          connection -> {
            fires.renew(connection, held, clock.instant());
            return held;
          });
    }
    return held.size();
  }
}
