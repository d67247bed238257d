package dev.carillon.scheduler;

import dev.carillon.job.Job;
import dev.carillon.job.JobAdvance;
import dev.carillon.job.JobSchedule;
import dev.carillon.job.JobState;
import dev.carillon.job.JobStore;
import dev.carillon.metrics.Violation;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the jobs along their primary key: is each planned as its state says, and are as many
 * of its fires under way as it counts.
 */
@Singleton
class JobCheck implements Check {

  private static final UUID START = new UUID(0, 0);
  private static final int PAGE = 500;
  private static final int MOST_PAGES = 10;
  private static final int LONGEST_REASON = 500;

  private final Transactions transactions;
  private final ScanStore store;
  private final JobStore jobs;
  private final JobSchedule schedule;
  private final JobCounts counts;
  private final Findings findings;
  private final Wakeup wakeup;
  private final Clock clock;

  private final Walk plans = new Walk();
  private final Walk ledgers = new Walk();

  JobCheck(
      Transactions transactions,
      ScanStore store,
      JobStore jobs,
      JobSchedule schedule,
      JobCounts counts,
      Findings findings,
      Wakeup wakeup,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.jobs = jobs;
    this.schedule = schedule;
    this.counts = counts;
    this.findings = findings;
    this.wakeup = wakeup;
    this.clock = clock;
  }

  @Override
  public void step() throws SQLException {
    plans.go(
        job -> {
          checkPlan(job);
          return true;
        });
    // Apart, since the ledgers of busy jobs may be long, and an unplanned job fires nothing.
    if (counts.begin()) {
      ledgers.go(job -> !job.isBusy() || counts.check(job));
    }
  }

  /** Looks at a job; false if there is no time for another one. */
  private interface Look {
    boolean at(ScannedJob job) throws SQLException;
  }

  /** A walk over all jobs, some pages in a step. */
  private final class Walk {

    /** The job that was looked at last. */
    private UUID position = START;

    void go(Look look) throws SQLException {
      for (int pages = 0; pages < MOST_PAGES; pages++) {
        List<ScannedJob> page =
            transactions.run(connection -> store.jobs(connection, position, PAGE));
        for (ScannedJob job : page) {
          // First, so that a job at which something fails does not stop the walk for ever.
          position = job.uid();
          if (!look.at(job)) {
            return;
          }
        }
        if (page.size() < PAGE) {
          position = START;
          return;
        }
      }
    }
  }

  private void checkPlan(ScannedJob job) throws SQLException {
    if (job.isUnplanned() || job.isMisplanned()) {
      Optional<Violation> mended = transactions.run(connection -> mend(connection, job.uid()));
      if (mended.isPresent()) {
        findings.repaired(mended.get(), List.of(job.name()));
        wakeup.signal();
      }
    }
  }

  /** Looks again under the job's lock; one that somebody else has locked is not stuck. */
  private Optional<Violation> mend(Connection connection, UUID uid) throws SQLException {
    List<Job> locked = jobs.lock(connection, List.of(uid));
    ScannedJob job = locked.isEmpty() ? null : store.job(connection, uid).orElse(null);
    if (job != null && job.isUnplanned()) {
      jobs.advance(connection, List.of(planned(locked.get(0), job.stateChangedAt())));
      return Optional.of(Violation.JOB_UNPLANNED);
    }
    if (job != null && job.isMisplanned()) {
      store.plan(connection, uid, job.state().equals("PAUSED") ? job.pausedUntil() : null);
      return Optional.of(Violation.JOB_MISPLANNED);
    }
    return Optional.empty();
  }

  private JobAdvance planned(Job job, @Nullable Instant enabledAt) {
    String reason = null;
    try {
      schedule.planAnew(job, enabledAt);
    } catch (RuntimeException | StackOverflowError e) {
      String text = "it had no next run time, and none can be planned: " + e.getMessage();
      reason = text.substring(0, Math.min(text.length(), LONGEST_REASON));
      job.nextRunTime = null;
      job.state = JobState.ERROR;
    }
    Instant changedAt = job.state == JobState.ENABLED ? null : clock.instant();
    return new JobAdvance(job.uid, job.nextRunTime, job.state, reason, changedAt, 0, 0, 0, 0, null);
  }
}
