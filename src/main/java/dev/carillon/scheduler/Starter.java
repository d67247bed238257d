package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.GivenBack;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts what is on the agenda at its time, on a thread of its own that never waits for the
 * database: neither early, nor without permission, nor more at once than this process may deliver.
 */
@ApplicationScoped
class Starter {

  private static final Logger LOG = Logger.getLogger(Starter.class);

  /** What the ledger says of a fire that waits for its receiver. */
  static final String BUSY = "waits: its receiver has too many deliveries under way";

  /** Rest before asking again whether a receiver has room, for each fire on the agenda. */
  private static final Duration NO_ROOM_EACH = Duration.ofNanos(20_000);

  /** For so many at least, and at most: rests between 20 ms and 1 s. */
  private static final int FEW = 1_000;

  private static final int MANY = 50_000;

  /** For how long it is asked. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Duration LONGEST_REST_OUTSIDE = Duration.ofMinutes(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  private final Agenda agenda;
  private final InFlight inFlight;
  private final Dispatcher dispatcher;
  private final Clock clock;
  private final List<GivenBack> returned = new ArrayList<>();
  private volatile boolean stopping;

  Starter(Agenda agenda, InFlight inFlight, Dispatcher dispatcher, Clock clock) {
    this.agenda = agenda;
    this.inFlight = inFlight;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  /** Starts until stopped. */
  void run() {
    try {
      while (!stopping) {
        Instant next;
        try {
          next = startReady();
        } catch (RuntimeException | Error e) {
          LOG.warn("fires could not be started, trying again", e);
          next = clock.instant().plus(LONGEST_REST);
        }
        Duration rest = Duration.between(clock.instant(), next);
        agenda.await(next, rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends {@link #run}; what is on the agenda stays there. */
  void stop() {
    stopping = true;
    agenda.ring();
  }

  /** Fires that this process does not start after all; they have left the agenda. */
  synchronized List<GivenBack> takeReturned() {
    List<GivenBack> taken = List.copyOf(returned);
    returned.clear();
    return taken;
  }

  private synchronized void giveBack(Fire fire, Instant at, @Nullable String reason) {
    returned.add(new GivenBack(fire, at, reason));
  }

  /**
   * Starts what is ready.
   *
   * @return when to look again; a bell may ring before
   */
  private Instant startReady() {
    Instant currentTime = clock.instant();
    agenda.ready(currentTime);
    while (!stopping && inFlight.free() > 0) {
      Held held = agenda.poll();
      if (held == null) {
        break;
      }
      currentTime = clock.instant();
      if (!mayStart(held, currentTime)) {
        agenda.putBack(held);
        return currentTime.plus(LONGEST_REST);
      }
      start(held, currentTime);
    }
    Instant next = agenda.nextTime();
    return next == null ? currentTime.plus(LONGEST_REST) : next;
  }

  private boolean mayStart(Held held, Instant currentTime) {
    return currentTime.isBefore(held.startableUntil()) || agenda.permit().covers(held, currentTime);
  }

  private void start(Held held, Instant currentTime) {
    Fire fire = held.fire();
    if (fire.attempt == 1 && !held.claimed().isReport() && isTooLate(held.claimed(), currentTime)) {
      giveBack(fire, currentTime, null);
      return;
    }
    if (!dispatcher.hasRoom(held.claimed())) {
      waitForRoom(held, currentTime);
      return;
    }
    fire.startedAt = currentTime;
    if (fire.firstStartedAt == null || fire.attempt == 1) {
      fire.firstStartedAt = currentTime;
    }
    inFlight.start(fire);
    dispatcher.dispatch(held.claimed());
  }

  /** In memory for a while; then in the queue, ever longer, as other processes may have room. */
  private void waitForRoom(Held held, Instant currentTime) {
    if (currentTime.isBefore(held.claimedFrom().plus(LONGEST_WAIT))) {
      int counted = Math.max(FEW, Math.min(MANY, agenda.size()));
      agenda.postpone(held, currentTime.plus(NO_ROOM_EACH.multipliedBy(counted)));
    } else {
      Duration late = Duration.between(held.fire().scheduledTime, currentTime);
      Duration rest = late.compareTo(LONGEST_REST_OUTSIDE) < 0 ? late : LONGEST_REST_OUTSIDE;
      giveBack(held.fire(), currentTime.plus(rest), BUSY);
    }
  }

  private static boolean isTooLate(Claimed claimed, Instant currentTime) {
    Fire fire = claimed.fire();
    return fire.rule == null
        && fire.scheduledTime.isAfter(fire.claimedAt)
        && FirePlanner.isTooLate(claimed.definition().policies(), fire.scheduledTime, currentTime);
  }
}
