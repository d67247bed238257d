package dev.carillon.scheduler;

import dev.carillon.event.Fact;
import dev.carillon.event.JobRemoved;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireStore;
import dev.carillon.fire.WaitCause;
import dev.carillon.fire.WaitingStore;
import dev.carillon.job.Job;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobStore;
import dev.carillon.job.JobTally;
import dev.carillon.job.KeyOrder;
import dev.carillon.job.Policies;
import dev.carillon.job.UnreadableJobException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What follows from fires that have become final, in the transaction that made them so: their jobs
 * count them, fires that waited for an instance or for their turn enter the queue, and completed
 * jobs that are not to be kept go.
 */
@ApplicationScoped
class Aftermath {

  private final JobStore jobs;
  private final FireStore fires;
  private final WaitingStore waiting;
  private final Lanes lanes;
  private final JobCodec codec;

  Aftermath(JobStore jobs, FireStore fires, WaitingStore waiting, Lanes lanes, JobCodec codec) {
    this.jobs = jobs;
    this.fires = fires;
    this.waiting = waiting;
    this.lanes = lanes;
    this.codec = codec;
  }

  /**
   * Does all of that.
   *
   * @param tallies in key order
   * @param ended fires that are final now
   * @param retrying fires of which another attempt follows, unless their job is gone: then the
   *     queue withdraws them at once, so that nothing waits for them
   */
  Sequel follow(
      Connection connection,
      Collection<JobTally> tallies,
      List<Fire> ended,
      List<Fire> retrying,
      Instant currentTime)
      throws SQLException {
    List<Fact> facts = new ArrayList<>();
    if (tallies.isEmpty() && ended.isEmpty()) {
      return new Sequel(false, facts);
    }
    Set<UUID> gone = jobs.settle(connection, tallies);
    List<Fire> orphans = retrying.stream().filter(fire -> gone.contains(fire.jobUid)).toList();
    fires.hasten(connection, orphans, currentTime);
    boolean entered = !orphans.isEmpty();
    TreeSet<UUID> uids = new TreeSet<>(KeyOrder.INSTANCE);
    tallies.forEach(tally -> uids.add(tally.uid()));
    ended.forEach(fire -> uids.add(fire.jobUid));
    for (Job job : jobs.withSequel(connection, uids)) {
      if (job.waiting > 0) {
        entered = fill(connection, job, currentTime) || entered;
      } else if (codec.isNotKept(job) && jobs.removeCompleted(connection, job.uid)) {
        facts.add(new JobRemoved(job.namespace, job.id, job.uid));
      }
    }
    for (Fire fire : ended) {
      entered = lanes.leave(connection, fire, currentTime) || entered;
    }
    return new Sequel(entered, facts);
  }

  /**
   * What came of it.
   *
   * @param entered whether fires have entered the queue
   * @param facts about jobs that were removed
   */
  record Sequel(boolean entered, List<Fact> facts) {}

  /**
   * Gives free instances of a job to the earliest fires that wait, unless another transaction has
   * locked the job.
   *
   * @return whether there was one
   */
  boolean fill(Connection connection, UUID uid, Instant currentTime) throws SQLException {
    List<Job> locked = jobs.lock(connection, List.of(uid));
    return !locked.isEmpty() && fill(connection, locked.get(0), currentTime);
  }

  /** The same for a job that is locked. */
  private boolean fill(Connection connection, Job job, Instant currentTime) throws SQLException {
    int free = free(job);
    if (free <= 0) {
      return false;
    }
    List<FireKey> next =
        waiting.ofJob(connection, job.uid, WaitCause.OVERLAP, Math.min(free, job.waiting));
    waiting.remove(connection, next);
    fires.enqueue(connection, next, currentTime);
    jobs.letGo(connection, job.uid, next.size());
    return !next.isEmpty();
  }

  private int free(Job job) {
    try {
      Policies policies = codec.read(job).policies();
      return policies.maxInstances() == null
          ? Integer.MAX_VALUE
          : policies.maxInstances() - (job.inFlight - job.waiting);
    } catch (UnreadableJobException e) {
      return 0;
    }
  }

  /** Lets the fires of a job go on that were held while it was paused. */
  void resume(Connection connection, UUID uid, Instant currentTime) throws SQLException {
    List<FireKey> held = waiting.ofJob(connection, uid, WaitCause.PAUSE, Integer.MAX_VALUE);
    waiting.remove(connection, held);
    fires.enqueue(connection, held, currentTime);
  }
}
