package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireKey;
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
import java.util.Set;
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
  private final SchedulerGate gate;
  private final JobStore jobs;
  private final FireStore fires;
  private final JobCodec codec;
  private final DatabaseClock clock;
  private final SchedulerConfig config;
  private final Pod pod;

  Claimer(
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
   * Takes due jobs, as many as make no more than that many fires.
   *
   * @return what to do, now that it is committed; empty if no job was due
   */
  Claim claim(int limit) throws SQLException {
    try {
      return transactions.run(connection -> claim(connection, limit, false));
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
    try {
      return transactions.run(connection -> claim(connection, 1, true));
    } catch (SQLException e) {
      if (!Transactions.isRefusal(e)) {
        throw e;
      }
      return transactions.run(
          connection -> {
            List<JobAdvance> advances = new ArrayList<>();
            for (Job job : jobs.lockDue(connection, clock.instant(), 1)) {
              advances.add(inError(job, e, "the database refuses its fires", false));
            }
            jobs.advance(connection, advances);
            return new Claim();
          });
    }
  }

  private Claim claim(Connection connection, int limit, boolean leaveExisting) throws SQLException {
    if (!gate.open(connection).isOpen()) {
      return new Claim();
    }
    Instant currentTime = clock.instant();
    List<Job> due = jobs.lockDue(connection, currentTime, limit);
    Claim claim = new Claim();
    if (due.isEmpty()) {
      return claim;
    }
    List<Fire> rows = new ArrayList<>();
    List<JobAdvance> advances = new ArrayList<>();
    int jobsLeft = due.size();
    for (Job job : due) {
      jobsLeft--;
      try {
        JobDefinition definition = read(job);
        int budget = Math.max(1, limit - claim.fires().size() - jobsLeft);
        FirePlan plan =
            FirePlanner.plan(
                definition.trigger(),
                definition.policies(),
                job.nextRunTime,
                job.inFlight,
                currentTime,
                budget);
        List<Fire> decided = rows(job, plan, currentTime);
        if (leaveExisting) {
          Set<FireKey> existing = fires.existing(connection, decided);
          decided.removeIf(fire -> existing.contains(fire.key()));
        }
        decided.forEach(fire -> claim.add(fire, definition));
        rows.addAll(decided);
        advances.add(advance(job, plan, decided));
      } catch (RuntimeException | StackOverflowError e) {
        advances.add(inError(job, e, String.valueOf(e.getMessage()), true));
        rows.add(leftOut(job, currentTime));
      }
    }
    rows.sort(Settlement.KEY_ORDER);
    fires.insert(connection, rows);
    jobs.advance(connection, advances);
    return claim;
  }

  private JobDefinition read(Job job) {
    if (job.state != JobState.ENABLED) {
      throw new IllegalStateException("its state is none that this version fires");
    }
    return codec.read(job);
  }

  private static JobAdvance advance(Job job, FirePlan plan, List<Fire> decided) {
    return new JobAdvance(
        job.uid,
        plan.nextRunTime(),
        plan.nextRunTime() == null ? JobState.COMPLETED : JobState.ENABLED,
        null,
        count(decided, FireState.RUNNING),
        count(decided, FireState.MISSED),
        count(decided, FireState.SKIPPED),
        plan.last());
  }

  private static int count(List<Fire> decided, FireState state) {
    return (int) decided.stream().filter(fire -> fire.state == state).count();
  }

  private List<Fire> rows(Job job, FirePlan plan, Instant currentTime) {
    List<Fire> rows = new ArrayList<>();
    for (FirePlan.Decision decision : plan.decisions()) {
      Fire fire = row(job, decision.scheduledTime(), currentTime);
      fire.untilTime = decision.until();
      fire.state = decision.state();
      fire.reason = decision.reason();
      if (fire.state == FireState.RUNNING) {
        fire.attempt = 1;
        fire.startedAt = currentTime;
        fire.nextAttemptAt = currentTime.plus(config.leaseDuration());
        fire.finishedAt = null;
      }
      rows.add(fire);
    }
    return rows;
  }

  /** One row for everything that is due of a job that cannot be planned. */
  private Fire leftOut(Job job, Instant currentTime) {
    Fire fire = row(job, job.nextRunTime, currentTime);
    fire.untilTime = currentTime;
    fire.state = FireState.SKIPPED;
    fire.reason = "the job is in error";
    return fire;
  }

  private Fire row(Job job, Instant scheduledTime, Instant currentTime) {
    Fire fire = new Fire();
    fire.jobUid = job.uid;
    fire.scheduledTime = scheduledTime;
    fire.namespace = job.namespace;
    fire.jobId = job.id;
    fire.claimedAt = currentTime;
    fire.finishedAt = currentTime;
    fire.leaseOwner = pod.id();
    return fire;
  }

  private static JobAdvance inError(Job job, Throwable cause, String why, boolean hasRow) {
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
        0,
        0,
        hasRow ? 1 : 0,
        job.nextRunTime);
  }
}
