package dev.carillon.scheduler;

import dev.carillon.event.JobRemoved;
import dev.carillon.event.JobResumed;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireStore;
import dev.carillon.fire.WaitCause;
import dev.carillon.fire.WaitingStore;
import dev.carillon.job.Job;
import dev.carillon.job.JobAdvance;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobDefinition;
import dev.carillon.job.JobSchedule;
import dev.carillon.job.JobState;
import dev.carillon.job.JobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes due jobs: their fires enter the ledger and their next run time moves on in one transaction.
 * A job that cannot be planned goes to state ERROR and leaves the others alone.
 */
@ApplicationScoped
class Claimer {

  private static final Logger LOG = Logger.getLogger(Claimer.class);
  private static final int LONGEST_REASON = 500;

  /** Jobs that are locked and not planned by then are left to the next claim. */
  private static final Duration LONGEST_PLANNING = Duration.ofMillis(250);

  private final Transactions transactions;
  private final SchedulerGate gate;
  private final OutageStore outages;
  private final JobStore jobs;
  private final FireStore fires;
  private final WaitingStore waiting;
  private final Lanes lanes;
  private final Aftermath aftermath;
  private final JobCodec codec;
  private final JobSchedule schedule;
  private final FireRows rows;
  private final Clock clock;

  Claimer(
      Transactions transactions,
      SchedulerGate gate,
      OutageStore outages,
      JobStore jobs,
      FireStore fires,
      WaitingStore waiting,
      Lanes lanes,
      Aftermath aftermath,
      JobCodec codec,
      JobSchedule schedule,
      FireRows rows,
      Clock clock) {
    this.transactions = transactions;
    this.gate = gate;
    this.outages = outages;
    this.jobs = jobs;
    this.fires = fires;
    this.waiting = waiting;
    this.lanes = lanes;
    this.aftermath = aftermath;
    this.codec = codec;
    this.schedule = schedule;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * Takes due jobs.
   *
   * @param limit most jobs to take, and most fires to start; further fires enter the queue
   * @return what to do, now that it is committed; empty if no job was due
   */
  Claim claim(int limit) throws SQLException {
    return claim(limit, Duration.ZERO);
  }

  /**
   * The same, and jobs that are due soon: of their fires those that are certain already.
   *
   * @param ahead how soon
   */
  Claim claim(int limit, Duration ahead) throws SQLException {
    try {
      return transactions.run(
          connection -> claim(connection, limit, ahead, null).lockedAt(clock.instant()));
    } catch (SQLException e) {
      if (!Transactions.isRefusal(e)) {
        throw e;
      }
      LOG.warnf("the database refused a batch of due jobs, one is taken alone: %s", e.getMessage());
      return claimFirst();
    }
  }

  /**
   * Takes the earliest due job alone. A fire that has its row already, since it was asked for at
   * just that instant, is left as it is; if the database refuses even that, the job is at fault.
   */
  private Claim claimFirst() throws SQLException {
    Set<UUID> tried = new HashSet<>();
    try {
      return transactions.run(
          connection -> claim(connection, 1, Duration.ZERO, tried).lockedAt(clock.instant()));
    } catch (SQLException e) {
      if (!Transactions.isRefusal(e)) {
        throw e;
      }
      return transactions.run(
          connection -> {
            List<JobAdvance> advances = new ArrayList<>();
            for (Job job : jobs.lockDue(connection, clock.instant(), 1)) {
              // Another process may have taken it meanwhile: the next one has done nothing wrong.
              if (tried.contains(job.uid)) {
                advances.add(inError(job, e, "the database refuses its fires", 0, clock.instant()));
              }
            }
            jobs.advance(connection, advances);
            return new Claim();
          });
    }
  }

  /**
   * @param alone takes note of the one job, whose existing rows are left; null for a batch
   */
  private Claim claim(Connection connection, int limit, Duration ahead, @Nullable Set<UUID> alone)
      throws SQLException {
    Opening opening = gate.open(connection);
    if (!opening.isOpen()) {
      return new Claim();
    }
    Instant currentTime = clock.instant();
    Instant until = currentTime.plus(ahead);
    List<Job> due = jobs.lockDue(connection, until, limit);
    if (alone != null) {
      alone.clear();
      due.forEach(job -> alone.add(job.uid));
    }
    ClaimBatch batch = new ClaimBatch(limit, currentTime, opening.tally());
    for (Job job : due) {
      if (batch.isFull() || isLong(currentTime)) {
        break;
      }
      try {
        if (job.nextRunTime.isAfter(currentTime)) {
          planAhead(job, currentTime, until, batch);
          continue;
        }
        plan(connection, job, currentTime, alone != null, batch);
      } catch (RuntimeException | StackOverflowError e) {
        if (job.nextRunTime.isAfter(currentTime)) {
          continue;
        }
        batch.add(
            job,
            inError(job, e, String.valueOf(e.getMessage()), 1, currentTime),
            rows.inError(job, currentTime));
      }
    }
    return batch.isEmpty() ? new Claim() : write(connection, batch);
  }

  private boolean isLong(Instant begin) {
    return clock.instant().isAfter(begin.plus(LONGEST_PLANNING));
  }

  private void plan(
      Connection connection, Job job, Instant currentTime, boolean leaveExisting, ClaimBatch batch)
      throws SQLException {
    JobState before = job.state;
    JobDefinition definition = codec.read(job);
    if (before == JobState.PAUSED && job.pausedUntil != null) {
      schedule.resume(job, job.pausedUntil);
      aftermath.resume(connection, job.uid, currentTime);
      batch.tell(new JobResumed(job.namespace, job.id, job.uid, job.nextRunTime));
    } else if (before != JobState.ENABLED) {
      throw new IllegalStateException("its state is none that this version fires");
    }
    FirePlan plan = new FirePlan(List.of(), job.nextRunTime);
    if (job.nextRunTime != null && !job.nextRunTime.isAfter(currentTime)) {
      plan =
          FirePlanner.plan(
              definition.trigger(),
              definition.policies(),
              job.nextRunTime,
              JobLoad.of(job),
              currentTime);
    }
    List<Fire> decided = rows.of(job, definition, plan, currentTime);
    if (leaveExisting) {
      Set<FireKey> existing = fires.existing(connection, decided);
      decided.removeIf(fire -> existing.contains(fire.key()));
    }
    batch.add(job, before, definition, plan, decided);
  }

  /** What is not certain yet is left to the claim at its time. */
  private void planAhead(Job job, Instant currentTime, Instant until, ClaimBatch batch) {
    JobDefinition definition = codec.read(job);
    if (job.state != JobState.ENABLED || Lanes.of(job.namespace, definition) != null) {
      return;
    }
    FirePlan plan =
        FirePlanner.ahead(
            definition.trigger(),
            definition.policies(),
            job.nextRunTime,
            JobLoad.of(job),
            until,
            batch.free());
    if (!plan.decisions().isEmpty()) {
      batch.add(job, job.state, definition, plan, rows.of(job, definition, plan, currentTime));
    }
  }

  private Claim write(Connection connection, ClaimBatch batch) throws SQLException {
    lanes.enter(connection, batch.entering()).forEach(ClaimBatch::unstart);
    fires.insert(connection, batch.rows());
    waiting.add(connection, batch.buffered(), WaitCause.OVERLAP);
    jobs.advance(connection, batch.advances());
    batch.tally().write(connection, outages);
    Claim claim = batch.claim();
    for (Job job : batch.removable()) {
      if (jobs.removeCompleted(connection, job.uid)) {
        claim.facts().add(new JobRemoved(job.namespace, job.id, job.uid));
      }
    }
    return claim;
  }

  private static JobAdvance inError(
      Job job, Throwable cause, String why, int rows, Instant currentTime) {
    LOG.errorf(
        cause,
        "a due job cannot be planned: it is in state ERROR now namespace=%s jobId=%s",
        job.namespace,
        job.id);
    String text = "at " + job.nextRunTime + ": " + why;
    return new JobAdvance(
        job.uid,
        null,
        JobState.ERROR,
        text.substring(0, Math.min(text.length(), LONGEST_REASON)),
        currentTime,
        0,
        0,
        0,
        rows,
        job.nextRunTime);
  }
}
