package dev.carillon.scheduler;

import dev.carillon.fire.Attempt;
import dev.carillon.fire.AttemptStore;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireState;
import dev.carillon.fire.FireStore;
import dev.carillon.fire.WaitCause;
import dev.carillon.fire.WaitingStore;
import dev.carillon.job.Job;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobDefinition;
import dev.carillon.job.JobStore;
import dev.carillon.job.KeyOrder;
import dev.carillon.job.UnreadableJobException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes fires from the queue: those that wait for their first attempt, those whose backoff is over,
 * those whose pod has lost its lease, and those that failed and are to be reported.
 */
@ApplicationScoped
class QueueTaker {

  private static final Logger LOG = Logger.getLogger(QueueTaker.class);

  /** What to do with the fires, the more cautious the later. */
  private enum Manner {
    /** What the rules say. */
    AS_DECIDED,
    /** Make it final. */
    GIVEN_UP,
    /** The same, and leave the counters of its job alone. */
    GIVEN_UP_UNCOUNTED
  }

  private final Transactions transactions;
  private final SchedulerGate gate;
  private final JobStore jobs;
  private final FireStore fires;
  private final AttemptStore attempts;
  private final WaitingStore waiting;
  private final Lanes lanes;
  private final Aftermath aftermath;
  private final QueueRules rules;
  private final FireRows rows;
  private final JobCodec codec;
  private final Clock clock;

  QueueTaker(
      Transactions transactions,
      SchedulerGate gate,
      JobStore jobs,
      FireStore fires,
      AttemptStore attempts,
      WaitingStore waiting,
      Lanes lanes,
      Aftermath aftermath,
      QueueRules rules,
      FireRows rows,
      JobCodec codec,
      Clock clock) {
    this.transactions = transactions;
    this.gate = gate;
    this.jobs = jobs;
    this.fires = fires;
    this.attempts = attempts;
    this.waiting = waiting;
    this.lanes = lanes;
    this.aftermath = aftermath;
    this.rules = rules;
    this.rows = rows;
    this.codec = codec;
    this.clock = clock;
  }

  /**
   * Takes up to that many fires whose next attempt is due. If the database refuses what becomes of
   * them, half as many are taken, down to the one that is at fault: no attempt of it follows.
   *
   * @return what to do, now that it is committed; empty if none was due
   */
  Claim take(int limit) throws SQLException {
    try {
      return transactions.run(connection -> take(connection, limit).lockedAt(clock.instant()));
    } catch (SQLException e) {
      if (limit == 1 || !Transactions.isRefusal(e)) {
        throw e;
      }
      LOG.warnf("the database refused a batch of the queue, half is taken: %s", e.getMessage());
      return take(limit / 2);
    }
  }

  private Claim take(Connection connection, int limit) throws SQLException {
    if (!gate.open(connection).isOpen()) {
      return new Claim();
    }
    Instant currentTime = clock.instant();
    List<Fire> queued = fires.lockQueue(connection, currentTime, limit);
    return limit == 1
        ? takeAlone(connection, queued, currentTime)
        : take(connection, queued, currentTime, Manner.AS_DECIDED);
  }

  /** Takes one fire, in whatever manner the database accepts. */
  private Claim takeAlone(Connection connection, List<Fire> first, Instant currentTime)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    Manner manner = Manner.AS_DECIDED;
    List<Fire> queued = first;
    while (true) {
      try {
        return take(connection, queued, currentTime, manner);
      } catch (SQLException e) {
        if (!Transactions.isRefusal(e) || manner == Manner.GIVEN_UP_UNCOUNTED) {
          throw e;
        }
        FireKey culprit = first.get(0).key();
        LOG.errorf(e, "the database refuses a fire of the queue fireId=%s", culprit.fireId());
        connection.rollback(before);
        manner = manner == Manner.AS_DECIDED ? Manner.GIVEN_UP : Manner.GIVEN_UP_UNCOUNTED;
        queued = fires.lockQueue(connection, currentTime, 1);
        if (queued.isEmpty() || !queued.get(0).key().equals(culprit)) {
          return new Claim();
        }
      }
    }
  }

  private Claim take(Connection connection, List<Fire> queued, Instant currentTime, Manner manner)
      throws SQLException {
    Claim claim = new Claim();
    if (queued.isEmpty()) {
      return claim;
    }
    TreeSet<UUID> uids = new TreeSet<>(KeyOrder.INSTANCE);
    queued.forEach(fire -> uids.add(fire.jobUid));
    Map<UUID, Job> byUid =
        jobs.lock(connection, uids).stream()
            .collect(Collectors.toMap(job -> job.uid, Function.identity()));
    uids.removeAll(byUid.keySet());
    // What was not locked is gone, or somebody else holds it: then its fires wait for another turn.
    Set<UUID> locked = uids.isEmpty() ? Set.of() : jobs.existing(connection, uids);
    List<Fire> ours = queued.stream().filter(fire -> !locked.contains(fire.jobUid)).toList();
    QueueBatch batch = new QueueBatch();
    for (Fire fire : ours) {
      take(fire, byUid.get(fire.jobUid), currentTime, manner, batch);
    }
    start(connection, batch, currentTime, claim);
    waiting.add(connection, batch.held(), WaitCause.PAUSE);
    fires.take(connection, ours);
    Aftermath.Sequel sequel =
        aftermath.follow(
            connection,
            manner == Manner.GIVEN_UP_UNCOUNTED ? List.of() : batch.tallies(),
            batch.ended(),
            List.of(),
            currentTime);
    claim.facts().addAll(batch.facts());
    claim.ended().addAll(batch.outcomes());
    claim.lost().addAll(batch.lost());
    claim.facts().addAll(sequel.facts());
    return claim;
  }

  private void take(
      Fire fire, @Nullable Job job, Instant currentTime, Manner manner, QueueBatch batch) {
    if (job == null) {
      rules.withdraw(fire, currentTime);
      batch.endWithoutJob(fire);
      return;
    }
    Attempt lost = fire.state == FireState.RUNNING ? rules.lost(fire, currentTime) : null;
    JobDefinition definition;
    try {
      definition = codec.read(job);
    } catch (UnreadableJobException e) {
      if (rules.hold(fire, job)) {
        batch.hold(fire, lost);
        return;
      }
      rules.giveUp(fire, "the job cannot be read", currentTime);
      batch.endWithoutJob(fire);
      batch.count(fire);
      return;
    }
    if (manner != Manner.AS_DECIDED) {
      rules.refuse(fire, definition, currentTime);
      batch.end(fire, definition);
      return;
    }
    switch (rules.decide(fire, job, definition, currentTime)) {
      case START, REPORT -> batch.start(fire, job, definition, lost);
      case HOLD -> batch.hold(fire, lost);
      case END -> batch.end(fire, definition);
    }
  }

  /** Starts what may start: each in its lane, and after what is known of the attempt before. */
  private void start(Connection connection, QueueBatch batch, Instant currentTime, Claim claim)
      throws SQLException {
    Set<Fire> waits = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Claimed> entering = batch.entering();
    lanes.change(connection, entering, currentTime);
    waits.addAll(lanes.enter(connection, entering.stream().map(Claimed::fire).toList()));
    for (Claimed one : batch.startable()) {
      Fire fire = one.fire();
      if (waits.contains(fire)) {
        continue;
      }
      if (one.isReport()) {
        rows.startReport(fire, currentTime);
      } else {
        batch.tellStart(fire);
        rows.start(fire, currentTime);
      }
      claim.fires().add(one);
    }
    attempts.add(connection, batch.lost());
  }
}
