package dev.carillon.scheduler;

import dev.carillon.job.HistoryConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Removes what was kept for long enough, on a thread of its own: short steps, and a rest after each
 * of them. Every process does; two at once find each other's work done.
 */
@Singleton
class HistoryPruner {

  private static final Logger LOG = Logger.getLogger(HistoryPruner.class);
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<HistoryWalk> walks;
  private final HistoryConfig config;
  private int walk;
  private Duration backoff = FIRST_BACKOFF;

  @Inject
  HistoryPruner(LedgerWalk ledger, ChangeWalk changes, HistoryConfig config) {
    this(List.of(ledger, changes), config);
  }

  HistoryPruner(List<HistoryWalk> walks, HistoryConfig config) {
    this.walks = walks;
    this.config = config;
  }

  /** Prunes until stopped. Processes that start together begin at different times. */
  void run() {
    Duration rest = share(config.pruneInterval());
    try {
      while (!stopped.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
        rest = prune();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop() {
    stopped.countDown();
  }

  /** One step; how long to rest after it. */
  private Duration prune() {
    try {
      boolean more = step();
      backoff = FIRST_BACKOFF;
      return more ? config.stepRest() : config.pruneInterval();
    } catch (SQLException | RuntimeException | Error e) {
      Duration rest = backoff;
      backoff = shorter(backoff.multipliedBy(2), config.pruneInterval());
      LOG.warnf(e, "the ledger could not be pruned, going on in %s", rest);
      return rest;
    }
  }

  private boolean step() throws SQLException {
    if (walks.get(walk).step()) {
      return true;
    }
    walk = (walk + 1) % walks.size();
    return walk > 0;
  }

  private static Duration share(Duration whole) {
    return Duration.ofNanos((long) (whole.toNanos() * ThreadLocalRandom.current().nextDouble()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
