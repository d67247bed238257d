package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.GivenBack;
import dev.carillon.fire.HeldStore;
import dev.carillon.fire.RecallStore;
import dev.carillon.fire.Recalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Makes sure, on a thread of its own, that this process may start what it holds: asks the database
 * ahead of time whether anything was taken back. {@code docs/claim-ahead.md} says why that
 * suffices.
 */
@ApplicationScoped
class PermitKeeper {

  private static final Logger LOG = Logger.getLogger(PermitKeeper.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration HALF = Recalls.PERMIT.dividedBy(2);

  /** Rest before looking again while somebody takes fires back. */
  private static final Duration LOCKED_ELSEWHERE = Duration.ofMillis(5);

  private final Wakeup bell = new Wakeup();
  private final Transactions transactions;
  private final SchedulerGate gate;
  private final HeldStore store;
  private final RecallStore recalls;
  private final HeldCheck check;
  private final Agenda agenda;
  private final Starter starter;
  private final InFlight inFlight;
  private final Wakeup loop;
  private final SchedulerConfig config;
  private final Clock clock;
  private volatile boolean stopping;

  /** The count of recalls at the latest look; everything that the permit knows was valid then. */
  private long known;

  /** When that look began. */
  private Instant knownAt = Instant.MIN;

  PermitKeeper(
      Transactions transactions,
      SchedulerGate gate,
      HeldStore store,
      RecallStore recalls,
      HeldCheck check,
      Agenda agenda,
      Starter starter,
      InFlight inFlight,
      Wakeup loop,
      SchedulerConfig config,
      Clock clock) {
    this.transactions = transactions;
    this.gate = gate;
    this.store = store;
    this.recalls = recalls;
    this.check = check;
    this.agenda = agenda;
    this.starter = starter;
    this.inFlight = inFlight;
    this.loop = loop;
    this.config = config;
    this.clock = clock;
  }

  /** There is something new on the agenda. */
  void look() {
    bell.signal();
  }

  /** Keeps the permit until stopped, as long as there is anything to start. */
  void run() {
    Backoff backoff = new Backoff();
    try {
      while (!stopping) {
        try {
          Duration rest = keep();
          backoff.reset();
          bell.await(clock.instant().plus(rest), rest);
        } catch (SQLException | RuntimeException | Error e) {
          LOG.warnf("no permit to start what is held, trying again: %s", e.getMessage());
          if (!backoff.pause()) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop() {
    stopping = true;
    bell.signal();
  }

  /** Gives everything back that has not started, and what the starter has left. */
  void release() throws SQLException {
    agenda.permit(StartPermit.NONE);
    List<GivenBack> unwanted = new ArrayList<>(starter.takeReturned());
    unwanted.addAll(atOnce(agenda.remove(agenda.all().stream().map(Held::fire).toList())));
    giveBack(unwanted);
  }

  /**
   * @return how long the permit lasts, less what it takes to renew it
   */
  private Duration keep() throws SQLException {
    giveBack(starter.takeReturned());
    if (agenda.size() == 0) {
      return IDLE;
    }
    Duration left = Duration.between(clock.instant().plus(HALF), agenda.permit().until());
    return left.isNegative() || left.isZero() ? renew() : left;
  }

  /**
   * Looks, and prolongs the permit.
   *
   * @return when to do so again
   */
  Duration renew() throws SQLException {
    Agenda.Snapshot snapshot = agenda.snapshot();
    Instant asked = clock.instant();
    Look look = transactions.run(connection -> look(connection, snapshot.held(), asked));
    if (!look.open()) {
      release();
      return HALF;
    }
    HeldCheck.Found found = look.found();
    agenda.remove(found.lost()).forEach(one -> inFlight.remove(one.fire()));
    giveBack(atOnce(agenda.remove(found.changed())));
    List<Fire> valid = new ArrayList<>(found.valid());
    look.unchanged().forEach(one -> valid.add(one.fire()));
    Instant until = StartPermit.from(look.at());
    if (look.count().isEmpty() || found.size() < look.asked()) {
      agenda.extend(valid, until);
      leaveToOthers(snapshot.held(), valid, until);
      return LOCKED_ELSEWHERE;
    }
    long count = look.count().getAsLong();
    // What was claimed before this look and comes on the agenda after it may be of a job that the
    // look was told of: then it is not known, however long it was claimed after the one before.
    agenda.permit(
        isFresh(asked) && count == known
            ? agenda.permit().lasting(until, snapshot.latest())
            : new StartPermit(until, snapshot.latest(), clock.instant()));
    known = count;
    knownAt = asked;
    leaveToOthers(snapshot.held(), valid, until);
    return HALF;
  }

  /**
   * @param count of recalls; empty if somebody is taking fires back just now
   * @param unchanged what need not be asked for, because it was not taken back since the look
   *     before
   * @param asked for how many fires it was asked what became of them
   * @param at when what was found was valid
   */
  private record Look(
      boolean open,
      OptionalLong count,
      List<Held> unchanged,
      int asked,
      HeldCheck.Found found,
      Instant at) {}

  private Look look(Connection connection, List<Held> held, Instant asked) throws SQLException {
    if (!gate.open(connection).isOpen()) {
      return new Look(false, OptionalLong.empty(), List.of(), 0, new HeldCheck.Found(asked), asked);
    }
    OptionalLong count = recalls.lock(connection);
    if (count.isEmpty()) {
      List<Held> soon = soon(held, asked);
      HeldCheck.Found found = check.look(connection, soon);
      // Whoever takes fires back does not wait for this look: only to what was not read yet.
      return new Look(
          true, count, List.of(), soon.size(), found, atOrBefore(found.lockedAt(), asked));
    }
    Predicate<Held> isUnchanged = unchanged(connection, count.getAsLong(), asked);
    List<Held> unchanged = held.stream().filter(isUnchanged).toList();
    List<Held> doubtful = held.stream().filter(isUnchanged.negate()).toList();
    HeldCheck.Found found = check.look(connection, doubtful);
    // Until the commit, nobody takes any fire back.
    return new Look(
        true, count, unchanged, doubtful.size(), found, atOrBefore(clock.instant(), asked));
  }

  private Instant atOrBefore(Instant locked, Instant asked) {
    Instant sure = isFresh(asked) ? knownAt : asked;
    return StartPermit.found(asked, locked, sure.plus(halfLease()));
  }

  /** What was valid at the look before and has not been taken back since. */
  private Predicate<Held> unchanged(Connection connection, long count, Instant asked)
      throws SQLException {
    if (!isFresh(asked)) {
      return held -> false;
    }
    StartPermit permit = agenda.permit();
    return recalls
        .jobs(connection, known, count)
        .<Predicate<Held>>map(
            jobs -> held -> permit.knows(held) && !jobs.contains(held.fire().jobUid))
        .orElse(held -> false);
  }

  /** Leases that have run out are no recalls: after a long stop everything is asked for. */
  private boolean isFresh(Instant asked) {
    return !agenda.permit().equals(StartPermit.NONE) && asked.isBefore(knownAt.plus(halfLease()));
  }

  private Duration halfLease() {
    return config.leaseDuration().dividedBy(2);
  }

  private static List<Held> soon(List<Held> held, Instant asked) {
    Instant soon = asked.plus(Recalls.PERMIT);
    return held.stream().filter(one -> one.fire().scheduledTime.isBefore(soon)).toList();
  }

  /**
   * Gives back what has been due for long if the permit is over before it is there, since the
   * database is far away or this process stands still again and again: another one may be better
   * off. What somebody else has locked stays: nothing here waits for that.
   *
   * @param valid what the permit is for
   */
  private void leaveToOthers(List<Held> held, List<Fire> valid, Instant until) throws SQLException {
    Instant currentTime = clock.instant();
    if (currentTime.isBefore(until)) {
      return;
    }
    Instant longAgo = currentTime.minus(halfLease());
    Set<Fire> ours = Collections.newSetFromMap(new IdentityHashMap<>());
    ours.addAll(valid);
    List<Fire> overdue =
        held.stream()
            .filter(one -> one.isDueSince(longAgo))
            .map(Held::fire)
            .filter(ours::contains)
            .toList();
    // Nobody is woken: whoever looks first takes them, and that is not the slowest.
    write(
        agenda.remove(overdue).stream()
            .map(one -> new GivenBack(one.fire(), one.fire().scheduledTime, null))
            .toList());
  }

  private List<GivenBack> atOnce(List<Held> unwanted) {
    Instant currentTime = clock.instant();
    return unwanted.stream().map(one -> new GivenBack(one.fire(), currentTime, null)).toList();
  }

  private void giveBack(List<GivenBack> unwanted) throws SQLException {
    write(unwanted);
    unwanted.stream().map(GivenBack::at).min(Comparator.naturalOrder()).ifPresent(loop::signal);
  }

  private void write(List<GivenBack> unwanted) throws SQLException {
    if (unwanted.isEmpty()) {
      return;
    }
    List<GivenBack> ordered =
        unwanted.stream()
            .sorted(Comparator.comparing(GivenBack::fire, Settlement.KEY_ORDER))
            .toList();
    // Forgotten first: should the database not hear of it, their leases end by themselves.
    ordered.forEach(one -> inFlight.remove(one.fire()));
    transactions.run(
        connection -> {
          store.giveBack(connection, ordered);
          return ordered;
        });
  }
}
