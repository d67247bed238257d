package dev.carillon.scheduler;

import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireStore;
import dev.carillon.fire.WaitingStore;
import dev.carillon.job.JobStore;
import dev.carillon.job.KeyOrder;
import dev.carillon.metrics.Violation;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Finds fires that wait for what has come already, and notes that a fire waits which does not. */
@Singleton
class WaitingCheck implements Check {

  private static final FireKey START = new FireKey(new UUID(0, 0), JobCounts.NOTHING.last());

  private static final int PAGE = 500;

  private final Transactions transactions;
  private final WaitScanStore store;
  private final JobStore jobs;
  private final FireStore fires;
  private final WaitingStore waiting;
  private final Aftermath aftermath;
  private final Findings findings;
  private final Wakeup wakeup;
  private final Clock clock;
  private FireKey position = START;

  WaitingCheck(
      Transactions transactions,
      WaitScanStore store,
      JobStore jobs,
      FireStore fires,
      WaitingStore waiting,
      Aftermath aftermath,
      Findings findings,
      Wakeup wakeup,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.jobs = jobs;
    this.fires = fires;
    this.waiting = waiting;
    this.aftermath = aftermath;
    this.findings = findings;
    this.wakeup = wakeup;
    this.clock = clock;
  }

  @Override
  public void step() throws SQLException {
    List<ScannedWait> page =
        transactions.run(connection -> store.waits(connection, position, PAGE));
    position = page.size() < PAGE ? START : page.get(PAGE - 1).key();
    Set<UUID> buffered = new TreeSet<>(KeyOrder.INSTANCE);
    for (ScannedWait one : page) {
      if (one.violation() != null) {
        mend(one.key());
      } else if (one.waitsForInstance()) {
        buffered.add(one.key().jobUid());
      }
    }
    for (UUID uid : buffered) {
      fill(uid);
    }
  }

  private void mend(FireKey key) throws SQLException {
    Optional<Violation> mended = transactions.run(connection -> mend(connection, key));
    if (mended.isPresent()) {
      findings.repaired(mended.get(), List.of(key.fireId()));
      wakeup.signal();
    }
  }

  /**
   * Looks again under the job's lock. Who enters the queue without reason waits anew: the claim of
   * the queue decides.
   */
  private Optional<Violation> mend(Connection connection, FireKey key) throws SQLException {
    boolean locked = !jobs.lock(connection, List.of(key.jobUid())).isEmpty();
    ScannedWait one = store.wait(connection, key).orElse(null);
    Violation violation = one == null ? null : one.violation();
    if (one == null || violation == null || (!locked && one.jobState() != null)) {
      return Optional.empty();
    }
    waiting.remove(connection, List.of(key));
    if (violation == Violation.WAIT_OVER) {
      fires.enqueue(connection, List.of(key), clock.instant());
    }
    return Optional.of(violation);
  }

  /** A free instance goes to who waits for it in the transaction that frees it. */
  private void fill(UUID uid) throws SQLException {
    if (transactions.run(connection -> aftermath.fill(connection, uid, clock.instant()))) {
      findings.repaired(Violation.WAIT_OVER, List.of("job uid " + uid));
      wakeup.signal();
    }
  }
}
