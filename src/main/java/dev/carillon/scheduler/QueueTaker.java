package dev.carillon.scheduler;

import dev.carillon.fire.Attempt;
import dev.carillon.fire.AttemptStore;
import dev.carillon.fire.Fire;
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
import org.jspecify.annotations.Nullable;

/**
 * Takes fires from the queue: those that wait for their first attempt, those whose backoff is over,
 * those whose pod has lost its lease, and those that failed and are to be reported.
 */
@ApplicationScoped
class QueueTaker {

  private final Transactions transactions;
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
   * Takes up to that many fires whose next attempt is due.
   *
   * @return what to do, now that it is committed; empty if none was due
   */
  Claim take(int limit) throws SQLException {
    return transactions.run(connection -> take(connection, limit));
  }

  private Claim take(Connection connection, int limit) throws SQLException {
    Instant currentTime = clock.instant();
    List<Fire> queued = fires.lockQueue(connection, currentTime, limit);
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
      take(fire, byUid.get(fire.jobUid), currentTime, batch);
    }
    start(connection, batch, currentTime, claim);
    waiting.add(connection, batch.held(), WaitCause.PAUSE);
    fires.take(connection, ours);
    aftermath.follow(connection, batch.tallies(), batch.ended(), currentTime);
    claim.facts().addAll(batch.facts());
    claim.facts().addAll(aftermath.remove(connection, batch.endedOfJobs()));
    return claim;
  }

  private void take(Fire fire, @Nullable Job job, Instant currentTime, QueueBatch batch) {
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
    switch (rules.decide(fire, job, definition, currentTime)) {
      case START, REPORT -> batch.start(fire, definition, lost);
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
