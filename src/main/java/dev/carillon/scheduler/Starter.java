package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.GivenBack;
import dev.carillon.target.Receiver;
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

  /** For how long a fire is to wait in memory for its receiver. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Duration LONGEST_REST_OUTSIDE = Duration.ofMinutes(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  private final Agenda agenda;
  private final InFlight inFlight;
  private final Messages messages;
  private final Receivers receivers;
  private final Dispatcher dispatcher;
  private final Clock clock;
  private final SchedulerConfig config;
  private final List<GivenBack> returned = new ArrayList<>();
  private volatile boolean stopping;

  /** Whether others need the room on the agenda. */
  private boolean crowded;

  /** When to ask again for everything that waits for its receiver. */
  private Instant review = Instant.MIN;

  Starter(
      Agenda agenda,
      InFlight inFlight,
      Messages messages,
      Receivers receivers,
      Dispatcher dispatcher,
      Clock clock,
      SchedulerConfig config) {
    this.agenda = agenda;
    this.inFlight = inFlight;
    this.messages = messages;
    this.receivers = receivers;
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.config = config;
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
    if (!currentTime.isBefore(review)) {
      review = currentTime.plus(LONGEST_REST);
      receivers.turn(currentTime);
      crowded = agenda.size() > config.maxHeld() / 2;
      agenda.unparkAll();
    }
    agenda.ready(currentTime);
    while (!stopping && inFlight.free() > 0) {
      // The time of each question, not one from before the agenda was free.
      Held held = agenda.poll(one -> mayStart(one, clock.instant()));
      if (held == null) {
        break;
      }
      startOrForget(held, clock.instant());
    }
    Instant next = agenda.nextTime();
    return next == null ? clock.instant().plus(LONGEST_REST) : next;
  }

  private boolean mayStart(Held held, Instant currentTime) {
    return currentTime.isBefore(held.startableUntil()) || agenda.permit().covers(held, currentTime);
  }

  private void startOrForget(Held held, Instant currentTime) {
    try {
      start(held, currentTime);
    } catch (RuntimeException | Error e) {
      // Its lease is no longer renewed: when it ends, another attempt follows.
      inFlight.remove(held.fire());
      throw e;
    }
  }

  private void start(Held held, Instant currentTime) {
    Fire fire = held.fire();
    if (fire.attempt == 1 && !held.claimed().isReport() && isTooLate(held.claimed(), currentTime)) {
      giveBack(fire, currentTime, null);
      return;
    }
    Receiver receiver = messages.receiver(held.claimed());
    if (!receivers.hasRoom(receiver)) {
      waitForRoom(held, receiver, currentTime);
      return;
    }
    fire.startedAt = currentTime;
    if (fire.firstStartedAt == null || fire.attempt == 1) {
      fire.firstStartedAt = currentTime;
    }
    inFlight.start(fire);
    dispatcher.dispatch(held.claimed(), receiver);
  }

  /**
   * In memory as long as it will get there soon; else in the queue, since others need the room on
   * the agenda, and another process may have a connection.
   */
  private void waitForRoom(Held held, Receiver receiver, Instant currentTime) {
    Instant again = comeAgain(held, receiver, currentTime);
    if (again == null) {
      agenda.park(receiver, held);
      // A delivery may have ended meanwhile, and found nothing to make ready.
      if (receivers.hasRoom(receiver)) {
        agenda.unpark(receiver);
      }
    } else {
      giveBack(held.fire(), again, BUSY);
    }
  }

  /** Until when to leave a fire to the queue; null if not. */
  private @Nullable Instant comeAgain(Held held, Receiver receiver, Instant currentTime) {
    // At first nobody knows how fast the receiver is.
    if (currentTime.isBefore(held.readyAt().plus(crowded ? LONGEST_REST : LONGEST_WAIT))) {
      return null;
    }
    Instant latest = currentTime.plus(LONGEST_REST_OUTSIDE);
    double pace = receivers.pace(receiver);
    if (pace > 0) {
      // Of those that wait here, more than that will be sent away as well.
      Instant soonest = currentTime.plus(LONGEST_WAIT);
      return agenda.parked(receiver) / pace > LONGEST_WAIT.toSeconds()
          ? receivers.comeAgain(receiver, pace, soonest, latest)
          : null;
    }
    // What answers nothing is asked ever less often.
    Duration late = Duration.between(held.fire().scheduledTime, currentTime);
    Instant again = currentTime.plus(late.compareTo(LONGEST_REST) > 0 ? late : LONGEST_REST);
    return again.isBefore(latest) ? again : latest;
  }

  private static boolean isTooLate(Claimed claimed, Instant currentTime) {
    Fire fire = claimed.fire();
    return fire.rule == null
        && fire.scheduledTime.isAfter(fire.claimedAt)
        && FirePlanner.isTooLate(claimed.definition().policies(), fire.scheduledTime, currentTime);
  }
}
