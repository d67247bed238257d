package dev.carillon.job;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Ledger;
import dev.carillon.fire.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Keeps the ledger whole when a person takes a job away from under its fires: what was due and not
 * yet decided gets its row, what waits for an attempt is cancelled.
 */
@ApplicationScoped
class JobWithdrawal {

  private final JobSchedule schedule;
  private final Ledger ledger;

  JobWithdrawal(JobSchedule schedule, Ledger ledger) {
    this.schedule = schedule;
    this.ledger = ledger;
  }

  /** One row for the times that are due and that no claim has decided. */
  void cancelOverdue(Job job, Rule rule, String reason, Instant currentTime) {
    JobSchedule.Overdue overdue = schedule.overdue(job, currentTime);
    if (overdue == null) {
      return;
    }
    Fire fire = new Fire();
    fire.jobUid = job.uid;
    fire.scheduledTime = overdue.first();
    fire.untilTime = overdue.until();
    fire.fireTimes = overdue.times();
    fire.rule = rule;
    fire.namespace = job.namespace;
    fire.jobId = job.id;
    fire.state = FireState.CANCELLED;
    fire.reason = reason;
    fire.claimedAt = currentTime;
    fire.finishedAt = currentTime;
    ledger.add(fire);
    job.cancelledCount += overdue.times();
    job.lastFireTime = overdue.until() == null ? overdue.first() : overdue.until();
  }

  /** The same, and every fire that waits for its first or next attempt. */
  void cancelAll(Job job, Rule rule, String reason, Instant currentTime) {
    cancelOverdue(job, rule, reason, currentTime);
    if (job.inFlight > 0) {
      ledger.cancelWaiting(job.uid, rule, reason, currentTime);
    }
  }
}
