package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import dev.carillon.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes rows of the ledger from what was decided. */
@ApplicationScoped
class FireRows {

  private final SchedulerConfig config;
  private final Pod pod;

  FireRows(SchedulerConfig config, Pod pod) {
    this.config = config;
    this.pod = pod;
  }

  /** A row for each decision; those to be delivered are leased to this process. */
  List<Fire> of(Job job, JobDefinition definition, FirePlan plan, Instant currentTime) {
    List<Fire> rows = new ArrayList<>(plan.decisions().size());
    String lane = Lanes.of(job.namespace, definition);
    for (FirePlan.Decision decision : plan.decisions()) {
      Fire fire = row(job, decision.scheduledTime(), currentTime);
      fire.untilTime = decision.until();
      fire.fireTimes = decision.times();
      fire.state = decision.state();
      fire.rule = decision.rule();
      fire.reason = decision.reason();
      if (decision.isFire()) {
        fire.finishedAt = null;
        fire.lane = lane;
      }
      if (fire.state == FireState.RUNNING) {
        start(fire, currentTime);
      }
      rows.add(fire);
    }
    return rows;
  }

  /** One row for everything that is due of a job that cannot be planned. */
  Fire inError(Job job, Instant currentTime) {
    Fire fire = row(job, job.nextRunTime, currentTime);
    fire.untilTime = currentTime;
    fire.state = FireState.SKIPPED;
    fire.rule = Rule.JOB_ERROR;
    fire.reason = "the job is in error";
    return fire;
  }

  /** The next attempt begins now, or at its time, under a lease of this process. */
  void start(Fire fire, Instant currentTime) {
    fire.state = FireState.RUNNING;
    fire.attempt++;
    fire.leaseOwner = pod.id();
    fire.startedAt = latest(fire.scheduledTime, currentTime);
    if (fire.firstStartedAt == null) {
      fire.firstStartedAt = fire.startedAt;
    }
    fire.nextAttemptAt = currentTime.plus(config.leaseDuration());
  }

  /** The next attempt to report a failed fire begins now, under a lease of this process. */
  void startReport(Fire fire, Instant currentTime) {
    fire.deadLetterAttempt++;
    fire.leaseOwner = pod.id();
    fire.nextAttemptAt = currentTime.plus(config.leaseDuration());
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
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
}
