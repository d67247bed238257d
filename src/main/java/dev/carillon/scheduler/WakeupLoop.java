package dev.carillon.scheduler;

import dev.carillon.event.Events;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireStore;
import dev.carillon.job.JobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The loop: take what is due, dispatch it, sleep exactly until the next thing is due. Nothing that
 * goes wrong in a turn ends it.
 */
@ApplicationScoped
class WakeupLoop {

  private static final Logger LOG = Logger.getLogger(WakeupLoop.class);

  /** Rest before looking again at something due that another transaction has locked. */
  private static final Duration LOCKED_ELSEWHERE = Duration.ofMillis(5);

  /** Rest while more is ready to start than can start. */
  private static final Duration CROWDED = Duration.ofMillis(10);

  private final Claimer claimer;
  private final QueueTaker queue;
  private final Agenda agenda;
  private final PermitKeeper permits;
  private final LoopMetrics metrics;
  private final Membership membership;
  private final SchedulerGate gate;
  private final SchedulerService service;
  private final InFlight inFlight;
  private final Transactions transactions;
  private final JobStore jobs;
  private final FireStore fires;
  private final Wakeup wakeup;
  private final Events events;
  private final DatabaseClock clock;
  private final SchedulerConfig config;
  private final LoopState state;
  private final BatchSize batch;
  private boolean queueFirst;

  WakeupLoop(
      Claimer claimer,
      QueueTaker queue,
      Agenda agenda,
      PermitKeeper permits,
      LoopMetrics metrics,
      Membership membership,
      SchedulerGate gate,
      SchedulerService service,
      InFlight inFlight,
      Transactions transactions,
      JobStore jobs,
      FireStore fires,
      Wakeup wakeup,
      Events events,
      DatabaseClock clock,
      SchedulerConfig config,
      LoopState state) {
    this.claimer = claimer;
    this.queue = queue;
    this.agenda = agenda;
    this.permits = permits;
    this.metrics = metrics;
    this.membership = membership;
    this.gate = gate;
    this.service = service;
    this.inFlight = inFlight;
    this.transactions = transactions;
    this.jobs = jobs;
    this.fires = fires;
    this.wakeup = wakeup;
    this.events = events;
    this.clock = clock;
    this.config = config;
    this.state = state;
    this.batch = new BatchSize(config.batchSize());
  }

  LoopState state() {
    return state;
  }

  /** Turns until stopped. */
  void run() {
    Backoff backoff = new Backoff();
    try {
      while (!state.isStopping()) {
        try {
          turn();
          state.turned();
          backoff.reset();
          batch.succeeded();
        } catch (SQLException | RuntimeException | Error e) {
          state.failed(e);
          // Perhaps it was too much at once: a few rows may be more than the memory holds.
          batch.failed();
          LOG.warnf(e, "a turn of the wakeup loop failed, trying again");
          if (!backoff.pause()) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() throws SQLException, InterruptedException {
    if (!clock.isTrusted()) {
      LOG.warnf("the clock is uncertain by %s: nothing is claimed", clock.uncertainty());
      sleepAtMost(config.maxSleep());
      return;
    }
    membership.enterAgainIfAway();
    Opening opening = opening();
    if (!opening.isOpen()) {
      sleep(opening.pausedUntil());
      return;
    }
    if (most() <= 0) {
      sleepAtMost(CROWDED);
      return;
    }
    // In turn, so that neither new fires nor retries can take every slot for themselves.
    queueFirst = !queueFirst;
    boolean worked = queueFirst ? takeQueued() : claimDue();
    worked = (queueFirst ? claimDue() : takeQueued()) || worked;
    if (!worked && opening().isOpen()) {
      sleep(nextDue().orElse(null));
    }
  }

  /** What the latest claim saw; looked at anew if it was not allowed to start anything. */
  private Opening opening() throws SQLException {
    Opening opening = gate.latest();
    if (opening == null || !opening.isOpen()) {
      opening = gate.look();
    }
    if (opening.pauseIsOver()) {
      service.endPause();
      opening = gate.look();
    }
    return opening;
  }

  private boolean claimDue() throws SQLException {
    int most = most();
    Instant before = clock.instant();
    return most > 0 && start(metrics.due(() -> claimer.claim(most, config.lookAhead())), before);
  }

  private boolean takeQueued() throws SQLException {
    int most = most();
    Instant before = clock.instant();
    return most > 0 && start(metrics.queue(() -> queue.take(most)), before);
  }

  /** What does not begin soon is left to others: the agenda holds no more than the next batch. */
  private int most() {
    if (inFlight.isClosed() || agenda.ready(clock.instant()) >= batch.size()) {
      return 0;
    }
    return Math.min(batch.size(), config.maxHeld() - agenda.size());
  }

  private boolean start(Claim claim, Instant claimedFrom) {
    if (!claim.fires().isEmpty()) {
      try {
        hold(claim, claimedFrom);
      } catch (RuntimeException | Error e) {
        // Left to their leases: what is on no agenda must not have its lease renewed for ever.
        List<Fire> fires = claim.fires().stream().map(Claimed::fire).toList();
        agenda.remove(fires);
        fires.forEach(inFlight::remove);
        throw e;
      }
    }
    claim.facts().forEach(events::fire);
    return !claim.isEmpty();
  }

  private void hold(Claim claim, Instant claimedFrom) {
    Instant leasedUntil = claimedFrom.plus(config.leaseDuration().dividedBy(2));
    Instant found = StartPermit.found(claimedFrom, claim.lockedAt(), leasedUntil);
    claim.fires().forEach(one -> inFlight.hold(one.fire()));
    agenda.add(claim.fires(), claimedFrom, found);
    permits.look();
  }

  private Optional<Instant> nextDue() throws SQLException {
    return transactions.run(
        connection ->
            Stream.of(
                    Optional.ofNullable(jobs.earliestRunTime(connection)).map(this::look),
                    Optional.ofNullable(fires.earliestAttempt(connection)))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder()));
  }

  /**
   * When to look at a job with that next run time: well before, but not for each one that comes
   * into sight, so that those of half the look-ahead are claimed together.
   */
  private Instant look(Instant nextRunTime) {
    Duration ahead = config.lookAhead();
    Instant currentTime = clock.instant();
    Instant half = currentTime.plus(ahead.dividedBy(2));
    if (nextRunTime.isAfter(currentTime.plus(ahead))) {
      Instant inSight = nextRunTime.minus(ahead);
      return inSight.isAfter(half) ? inSight : half;
    }
    return nextRunTime.isBefore(half) ? nextRunTime : half;
  }

  private void sleep(@Nullable Instant due) throws InterruptedException {
    Instant currentTime = clock.instant();
    if (due == null) {
      sleepAtMost(config.maxSleep());
    } else if (due.isAfter(currentTime)) {
      Duration wait = Duration.between(currentTime, due);
      sleepAtMost(wait.compareTo(config.maxSleep()) < 0 ? wait : config.maxSleep());
    } else {
      sleepAtMost(LOCKED_ELSEWHERE);
    }
  }

  private void sleepAtMost(Duration longest) throws InterruptedException {
    wakeup.await(clock.instant().plus(longest), longest);
  }
}
