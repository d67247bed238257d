package dev.carillon.scheduler;

import dev.carillon.event.Events;
import dev.carillon.event.SchedulerPaused;
import dev.carillon.event.SchedulerResumed;
import dev.carillon.fire.Product;
import dev.carillon.fire.Recalls;
import dev.carillon.job.InvalidPolicyException;
import dev.carillon.job.Pause;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do with the whole scheduler, in all processes. */
@ApplicationScoped
public class SchedulerService {

  private final Transactions transactions;
  private final SchedulerStore store;
  private final PodStore pods;
  private final OutageStore outages;
  private final Wakeup wakeup;
  private final Events events;
  private final DatabaseClock clock;
  private final Pod pod;

  SchedulerService(
      Transactions transactions,
      SchedulerStore store,
      PodStore pods,
      OutageStore outages,
      Wakeup wakeup,
      Events events,
      DatabaseClock clock,
      Pod pod) {
    this.transactions = transactions;
    this.store = store;
    this.pods = pods;
    this.outages = outages;
    this.wakeup = wakeup;
    this.events = events;
    this.clock = clock;
    this.pod = pod;
  }

  /** What the scheduler is now. */
  public SchedulerState state() throws SQLException {
    return transactions.run(store::read).at(clock.instant());
  }

  /**
   * Pauses: once this has returned nothing starts in any process, neither fires nor retries nor
   * runs on demand; what is in flight goes on. If it is paused already, the reason, the person and
   * the end are replaced.
   *
   * @throws InvalidPolicyException if it is to end at an instant that is over
   */
  public SchedulerState pause(Pause pause) throws SQLException {
    Instant until = pause.until();
    if (until != null && !until.isAfter(clock.instant())) {
      throw new InvalidPolicyException(
          "/until", "'" + until + "' is not valid: expected an instant that is still to come");
    }
    Change change = change((state, time) -> state.paused(pause, time));
    if (!change.before().paused()) {
      events.fire(new SchedulerPaused(pod.id()));
    }
    Recalls.awaitPermits(clock.behind());
    return change.after();
  }

  /**
   * Resumes, also processes that were started paused. What was due meanwhile is judged by each
   * job's misfire rules.
   *
   * @param by who, for people, at most 128 characters; null if nobody is known
   * @throws InvalidPolicyException if the name is longer
   */
  public SchedulerState resume(@Nullable String by) throws SQLException {
    Pause checked = new Pause(null, by, null);
    Change change = change((state, time) -> state.resumed(checked.by(), time));
    if (change.before().paused()) {
      events.fire(new SchedulerResumed(pod.id()));
    }
    return change.after();
  }

  /** Writes down that a pause is over, which it is without that; one process tells of it. */
  void endPause() throws SQLException {
    Boolean over =
        transactions.run(
            connection -> {
              SchedulerState row = store.lock(connection);
              Instant currentTime = clock.instant();
              if (row.isOver(currentTime)) {
                store.write(connection, row.at(currentTime));
              }
              return row.isOver(currentTime);
            });
    if (over) {
      events.fire(new SchedulerResumed(pod.id()));
    }
  }

  /** Processes of the last day, latest heartbeat first. */
  public List<Member> members(int limit) throws SQLException {
    return transactions.run(connection -> pods.list(connection, limit));
  }

  /**
   * Outages, latest first.
   *
   * @param before only outages with a lower id
   */
  public List<OutageReport> outages(long before, int limit) throws SQLException {
    return transactions.run(connection -> outages.list(connection, before, limit));
  }

  private Change change(Step step) throws SQLException {
    Change change =
        transactions.run(
            connection -> {
              SchedulerState row = store.lock(connection);
              // After the lock: a process that starts meanwhile has started before this change.
              Instant currentTime = Product.of(connection).time(connection);
              SchedulerState before = row.at(currentTime);
              SchedulerState after = step.from(before, currentTime);
              store.write(connection, after);
              return new Change(before, after);
            });
    wakeup.announce();
    return change;
  }

  private interface Step {
    SchedulerState from(SchedulerState state, Instant currentTime);
  }

  private record Change(SchedulerState before, SchedulerState after) {}
}
