package dev.carillon.scheduler;

import dev.carillon.event.JobSubmitted;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.FireStore;
import dev.carillon.job.Job;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobDefinition;
import dev.carillon.job.JobState;
import dev.carillon.job.JobStore;
import dev.carillon.job.JobTally;
import dev.carillon.job.KeyOrder;
import dev.carillon.job.UnreadableJobException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes fires from the queue: those that were asked for, those whose backoff is over, and those
 * whose pod has lost its lease. A fire of a paused job is held until the job is resumed, one of a
 * deleted job is cancelled.
 */
@ApplicationScoped
class QueueTaker {

  /** A fire whose delivery ends the process must not end all of them for ever. */
  private static final int MOST_TAKE_OVERS = 20;

  private final Transactions transactions;
  private final SchedulerGate gate;
  private final JobStore jobs;
  private final FireStore fires;
  private final JobCodec codec;
  private final DatabaseClock clock;
  private final SchedulerConfig config;
  private final Pod pod;

  QueueTaker(
      Transactions transactions,
      SchedulerGate gate,
      JobStore jobs,
      FireStore fires,
      JobCodec codec,
      DatabaseClock clock,
      SchedulerConfig config,
      Pod pod) {
    this.transactions = transactions;
    this.gate = gate;
    this.jobs = jobs;
    this.fires = fires;
    this.codec = codec;
    this.clock = clock;
    this.config = config;
    this.pod = pod;
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
    if (!gate.open(connection).isOpen()) {
      return new Claim();
    }
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
    Map<UUID, JobTally> tallies = new TreeMap<>(KeyOrder.INSTANCE);
    for (Fire fire : ours) {
      take(fire, byUid.get(fire.jobUid), currentTime, claim);
      if (fire.state == FireState.FAILED) {
        tallies.merge(fire.jobUid, new JobTally(fire.jobUid, 0, 1, 0), JobTally::plus);
      }
    }
    fires.take(connection, ours);
    jobs.settle(connection, tallies.values());
    return claim;
  }

  private void take(Fire fire, @Nullable Job job, Instant currentTime, Claim claim) {
    if (job == null) {
      end(fire, FireState.CANCELLED, "the job was deleted", currentTime);
    } else if (isHeld(fire, job)) {
      fire.state = FireState.RETRYING;
      fire.reason = "held: the job is " + job.state;
      fire.nextAttemptAt = null;
    } else {
      try {
        start(fire, codec.read(job), currentTime, claim);
      } catch (UnreadableJobException e) {
        end(fire, FireState.FAILED, "the job cannot be read", currentTime);
      }
    }
  }

  /** What a person asked for runs although the job is stopped; everything else waits. */
  private static boolean isHeld(Fire fire, Job job) {
    boolean stopped = job.state == JobState.PAUSED || job.state == JobState.ERROR;
    return stopped && fire.state != FireState.PENDING;
  }

  private void start(Fire fire, JobDefinition definition, Instant currentTime, Claim claim) {
    if (fire.attempt >= definition.policies().retryPolicy().attempts() + MOST_TAKE_OVERS) {
      end(fire, FireState.FAILED, "every process that delivered it ended", currentTime);
      return;
    }
    if (fire.state == FireState.PENDING) {
      claim
          .facts()
          .add(
              new JobSubmitted(
                  fire.namespace, fire.jobId, fire.key().fireId(), fire.scheduledTime));
    } else if (fire.state == FireState.RUNNING) {
      fire.reason = "taken over from " + fire.leaseOwner + ", whose lease had run out";
    } else {
      fire.reason = "run on demand".equals(fire.reason) ? fire.reason : null;
    }
    fire.state = FireState.RUNNING;
    fire.attempt++;
    fire.leaseOwner = pod.id();
    fire.startedAt = currentTime;
    fire.nextAttemptAt = currentTime.plus(config.leaseDuration());
    claim.fires().add(new Claimed(fire, definition.target(), definition.policies().retryPolicy()));
  }

  private static void end(Fire fire, FireState state, String reason, Instant currentTime) {
    fire.state = state;
    fire.reason = reason;
    fire.nextAttemptAt = null;
    fire.finishedAt = currentTime;
  }
}
