package dev.carillon.scheduler;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/**
 * Makes the rounds of this process, one turn after another on a thread of their own, from the start
 * of the scheduler until its stop. A turn that fails is made again after its interval.
 */
@Singleton
class Rounds {

  private static final Logger LOG = Logger.getLogger(Rounds.class);

  /** How long a stop waits for the turn that is being made. */
  private static final long PATIENCE_SECONDS = 2;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Map<Round, Instant> nextTurns = new HashMap<>();
  private final Clock clock;
  private final ManagedExecutor executor;
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  @Inject
  Rounds(BacklogRound backlog, Clock clock, ManagedExecutor executor) {
    this(List.of(backlog), clock, executor);
  }

  Rounds(List<Round> rounds, Clock clock, ManagedExecutor executor) {
    rounds.forEach(round -> nextTurns.put(round, Instant.MIN));
    this.clock = clock;
    this.executor = executor;
  }

  void start(@Observes StartupEvent start) {
    running = executor.runAsync(this::run);
  }

  /** Before the scheduler: its clock and its connections are needed until the end. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) ShutdownEvent stop) {
    stopped.countDown();
    try {
      running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the rounds did not stop in time", e);
    }
  }

  void run() {
    try {
      Duration rest = Duration.ZERO;
      while (!stopped.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
        rest = turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the turns that are due; how long to rest afterwards. */
  private Duration turn() {
    Instant earliest = Instant.MAX;
    for (Map.Entry<Round, Instant> entry : nextTurns.entrySet()) {
      Round round = entry.getKey();
      if (!entry.getValue().isAfter(clock.instant())) {
        turn(round);
        entry.setValue(clock.instant().plus(round.interval()));
      }
      earliest = earliest.isBefore(entry.getValue()) ? earliest : entry.getValue();
    }
    Duration rest = Duration.between(clock.instant(), earliest);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  private void turn(Round round) {
    try {
      round.turn();
    } catch (SQLException | RuntimeException | Error e) {
      if (stopped.getCount() > 0) {
        LOG.warnf(e, "%s failed, again in %s", round.getClass().getSimpleName(), round.interval());
      }
    }
  }
}
