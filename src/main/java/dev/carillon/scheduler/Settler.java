package dev.carillon.scheduler;

import dev.carillon.event.Events;
import dev.carillon.fire.Fire;
import dev.carillon.target.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes what became of attempts into the ledger, in batches, on a thread of its own. What it has
 * not written stays in flight, so it never holds more than the dispatcher may have there.
 */
@ApplicationScoped
class Settler {

  private static final Logger LOG = Logger.getLogger(Settler.class);
  private static final int BATCH = 1000;
  private static final long IDLE_MILLIS = 100;

  private final BlockingQueue<Settlement> queue = new LinkedBlockingQueue<>();
  private final Transactions transactions;
  private final SettlementWriter writer;
  private final LoopMetrics metrics;
  private final FailureJudge failures;
  private final InFlight inFlight;
  private final Agenda agenda;
  private final Wakeup wakeup;
  private final Events events;
  private final Clock clock;
  private volatile boolean stopping;
  private volatile Instant givesUpAt = Instant.MAX;

  Settler(
      Transactions transactions,
      SettlementWriter writer,
      LoopMetrics metrics,
      FailureJudge failures,
      InFlight inFlight,
      Agenda agenda,
      Wakeup wakeup,
      Events events,
      Clock clock) {
    this.transactions = transactions;
    this.writer = writer;
    this.metrics = metrics;
    this.failures = failures;
    this.inFlight = inFlight;
    this.agenda = agenda;
    this.wakeup = wakeup;
    this.events = events;
    this.clock = clock;
  }

  /** Takes what came back from an attempt; called by senders' threads, does not wait. */
  void add(Claimed claimed, Delivery delivery) {
    queue.add(new Settlement(claimed, delivery, clock.instant()));
  }

  /**
   * Settles until stopped, and what came until then; what cannot be written is tried again for as
   * long as that takes, or as {@link #stop} says.
   */
  void run() {
    Backoff backoff = new Backoff();
    List<Settlement> batch = new ArrayList<>();
    while (!stopping || !queue.isEmpty() || !batch.isEmpty()) {
      try {
        fill(batch);
        settle(batch);
        batch.clear();
        backoff.reset();
      } catch (InterruptedException e) {
        return;
      } catch (SQLException | RuntimeException | Error e) {
        LOG.warnf(e, "%d attempts could not be settled, trying again", batch.size());
        if (clock.instant().isAfter(givesUpAt) || !backoff.pause()) {
          return;
        }
      }
    }
  }

  /**
   * Ends {@link #run} once everything is settled.
   *
   * @param patience how long to try what cannot be written; then its lease is left to end
   */
  void stop(Duration patience) {
    givesUpAt = clock.instant().plus(patience);
    stopping = true;
  }

  private void fill(List<Settlement> batch) throws InterruptedException {
    if (batch.isEmpty()) {
      Settlement first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
      }
    }
    queue.drainTo(batch, BATCH - batch.size());
  }

  private void settle(List<Settlement> batch) throws SQLException {
    if (batch.isEmpty()) {
      return;
    }
    try {
      settleTogether(batch);
    } catch (SQLException e) {
      if (!Transactions.isRefusal(e)) {
        throw e;
      }
      LOG.warn("the database refused a batch of settlements: they are written one by one", e);
      for (Settlement settlement : batch) {
        settleAlone(settlement);
      }
    }
  }

  private void settleAlone(Settlement settlement) throws SQLException {
    try {
      settleTogether(List.of(settlement));
    } catch (SQLException e) {
      if (!Transactions.isRefusal(e)) {
        throw e;
      }
      LOG.errorf(e, "an outcome cannot be written fireId=%s", settlement.claimed().fire().key());
      Delivery.Rejected plain =
          Delivery.Rejected.fatal("the outcome could not be written: " + e.getSQLState());
      settlePlain(new Settlement(settlement.claimed(), plain, settlement.finishedAt()));
    }
  }

  private void settlePlain(Settlement settlement) throws SQLException {
    try {
      settleTogether(List.of(settlement));
    } catch (SQLException e) {
      if (!Transactions.isRefusal(e)) {
        throw e;
      }
      LOG.errorf(e, "left to its lease fireId=%s", settlement.claimed().fire().key());
      inFlight.remove(settlement.claimed().fire());
      agenda.ring();
    }
  }

  private void settleTogether(List<Settlement> batch) throws SQLException {
    List<Settlement> ordered =
        batch.stream()
            .sorted(Comparator.comparing(one -> one.claimed().fire(), Settlement.KEY_ORDER))
            .toList();
    List<Fire> rows =
        ordered.stream().map(one -> one.row(ThreadLocalRandom.current().nextDouble())).toList();
    SettledBatch settled =
        metrics.settlement(
            ordered,
            rows,
            () ->
                transactions.run(
                    connection -> writer.write(connection, ordered, rows, clock.instant())));
    ordered.forEach(one -> inFlight.remove(one.claimed().fire()));
    agenda.ring();
    settled.facts().forEach(events::fire);
    wakeup.signal(settled.entered() ? Instant.MIN : settled.nextAttempt());
    settled.failed().forEach(failures::judge);
  }
}
