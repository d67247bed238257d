package dev.carillon.scheduler;

import dev.carillon.event.JobMissed;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.JobSubmitted;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.FireStore;
import dev.carillon.job.Job;
import dev.carillon.job.JobAdvance;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobDefinition;
import dev.carillon.job.JobState;
import dev.carillon.job.JobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes due jobs: their fires enter the ledger and their next run time moves on in one transaction.
 * A job that cannot be planned goes to state ERROR and leaves the others alone.
 */
@ApplicationScoped
class Claimer {

  private static final Logger LOG = Logger.getLogger(Claimer.class);
  private static final int LONGEST_REASON = 500;

  private final Transactions transactions;
  private final JobStore jobs;
  private final FireStore fires;
  private final JobCodec codec;
  private final DatabaseClock clock;
  private final SchedulerConfig config;
  private final Pod pod;

  Claimer(
      Transactions transactions,
      JobStore jobs,
      FireStore fires,
      JobCodec codec,
      DatabaseClock clock,
      SchedulerConfig config,
      Pod pod) {
    this.transactions = transactions;
    this.jobs = jobs;
    this.fires = fires;
    this.codec = codec;
    this.clock = clock;
    this.config = config;
    this.pod = pod;
  }

  /**
   * Takes up to that many due jobs.
   *
   * @return what to do, now that it is committed; empty if no job was due
   */
  Claim claim(int limit) throws SQLException {
    try {
      return transactions.run(connection -> claim(connection, limit));
    } catch (SQLException e) {
      if (!Transactions.isRefusal(e)) {
        throw e;
      }
      LOG.warn("the database refused a batch of due jobs: they are taken one by one", e);
      return claimFirst();
    }
  }

  /** Takes the earliest due job alone; if the database refuses that too, the job is at fault. */
  private Claim claimFirst() throws SQLException {
    try {
      return transactions.run(connection -> claim(connection, 1));
    } catch (SQLException e) {
      if (!Transactions.isRefusal(e)) {
        throw e;
      }
      return transactions.run(
          connection -> {
            List<Job> first = jobs.lockDue(connection, clock.instant(), 1);
            List<JobAdvance> advances = new ArrayList<>();
            first.forEach(job -> advances.add(inError(job, e)));
            jobs.advance(connection, advances);
            return new Claim();
          });
    }
  }

  private Claim claim(Connection connection, int limit) throws SQLException {
    Instant now = clock.instant();
    List<Job> due = jobs.lockDue(connection, now, limit);
    Claim claim = new Claim();
    if (due.isEmpty()) {
      return claim;
    }
    List<Fire> rows = new ArrayList<>();
    List<JobAdvance> advances = new ArrayList<>();
    for (Job job : due) {
      try {
        JobDefinition definition = codec.read(job);
        FirePlan plan =
            FirePlanner.plan(
                definition.trigger(), definition.policies(), job.nextRunTime, job.inFlight, now);
        advances.add(advance(job, plan));
        plan.decisions().forEach(decision -> add(job, definition, decision, now, rows, claim));
      } catch (RuntimeException | StackOverflowError e) {
        advances.add(inError(job, e));
      }
    }
    fires.insert(connection, rows);
    jobs.advance(connection, advances);
    return claim;
  }

  private static JobAdvance advance(Job job, FirePlan plan) {
    return new JobAdvance(
        job.uid,
        plan.nextRunTime(),
        plan.nextRunTime() == null ? JobState.COMPLETED : JobState.ENABLED,
        null,
        plan.count(FireState.RUNNING),
        plan.count(FireState.MISSED),
        plan.count(FireState.SKIPPED),
        plan.last());
  }

  private void add(
      Job job,
      JobDefinition definition,
      FirePlan.Decision decision,
      Instant now,
      List<Fire> rows,
      Claim claim) {
    Fire fire = row(job, decision, now);
    rows.add(fire);
    String fireId = fire.key().fireId();
    Instant time = fire.scheduledTime;
    switch (decision.state()) {
      case RUNNING -> {
        claim
            .fires()
            .add(new Claimed(fire, definition.target(), definition.policies().retryPolicy()));
        claim.facts().add(new JobSubmitted(job.namespace, job.id, fireId, time));
      }
      case MISSED ->
          claim.facts().add(new JobMissed(job.namespace, job.id, fireId, time, fire.reason));
      default ->
          claim.facts().add(new JobSkipped(job.namespace, job.id, fireId, time, fire.reason));
    }
  }

  private Fire row(Job job, FirePlan.Decision decision, Instant now) {
    Fire fire = new Fire();
    fire.jobUid = job.uid;
    fire.scheduledTime = decision.scheduledTime();
    fire.untilTime = decision.until();
    fire.namespace = job.namespace;
    fire.jobId = job.id;
    fire.state = decision.state();
    fire.reason = decision.reason();
    fire.claimedAt = now;
    fire.leaseOwner = pod.id();
    if (fire.state == FireState.RUNNING) {
      fire.attempt = 1;
      fire.startedAt = now;
      fire.nextAttemptAt = now.plus(config.leaseDuration());
    } else {
      fire.finishedAt = now;
    }
    return fire;
  }

  private static JobAdvance inError(Job job, Throwable cause) {
    LOG.errorf(
        cause,
        "a due job cannot be planned: it is in state ERROR now namespace=%s jobId=%s",
        job.namespace,
        job.id);
    String text = "at " + job.nextRunTime + ": " + cause.getMessage();
    return new JobAdvance(
        job.uid,
        null,
        JobState.ERROR,
        text.substring(0, Math.min(text.length(), LONGEST_REASON)),
        0,
        0,
        0,
        null);
  }
}
