package dev.carillon.scheduler;

import dev.carillon.event.Fact;
import dev.carillon.event.JobFailed;
import dev.carillon.event.JobMissed;
import dev.carillon.event.JobSubmitted;
import dev.carillon.fire.Attempt;
import dev.carillon.fire.DeadLetterState;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import dev.carillon.job.JobDefinition;
import dev.carillon.job.JobTally;
import dev.carillon.job.KeyOrder;
import dev.carillon.metrics.FireMetrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of the fires that one transaction has taken from the queue. */
final class QueueBatch {

  private final List<Claimed> startable = new ArrayList<>();
  private final List<Fire> held = new ArrayList<>();
  private final List<Fire> ended = new ArrayList<>();
  private final List<Attempt> lost = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<Claim.Ended> outcomes = new ArrayList<>();
  private final Map<UUID, JobTally> tallies = new TreeMap<>(KeyOrder.INSTANCE);

  /**
   * @param attempt the one that its pod has lost; null if there is none
   */
  void start(Fire fire, Job job, JobDefinition definition, @Nullable Attempt attempt) {
    startable.add(new Claimed(fire, definition, job.version));
    lose(attempt);
  }

  /** A held fire keeps its lane: what follows it must not overtake it. */
  void hold(Fire fire, @Nullable Attempt attempt) {
    held.add(fire);
    lose(attempt);
  }

  private void lose(@Nullable Attempt attempt) {
    if (attempt != null) {
      lost.add(attempt);
    }
  }

  void endWithoutJob(Fire fire) {
    ended.add(fire);
    noteOutcome(fire, FireMetrics.NO_TARGET);
  }

  void end(Fire fire, JobDefinition definition) {
    ended.add(fire);
    noteOutcome(fire, definition.target().type());
    count(fire);
  }

  /** A report that is over is that of a fire that was final before. */
  private void noteOutcome(Fire fire, String target) {
    if (fire.deadLetter == null || fire.deadLetter == DeadLetterState.PENDING) {
      outcomes.add(new Claim.Ended(fire, target));
    }
  }

  void count(Fire fire) {
    JobTally tally = Settlement.tally(fire);
    if (tally == null) {
      return;
    }
    tallies.merge(fire.jobUid, tally, JobTally::plus);
    String fireId = fire.key().fireId();
    String reason = String.valueOf(fire.reason);
    if (fire.state == FireState.MISSED) {
      facts.add(new JobMissed(fire.namespace, fire.jobId, fireId, fire.scheduledTime, reason));
    } else if (fire.state == FireState.FAILED && tally.failed() > 0) {
      facts.add(
          new JobFailed(
              fire.namespace, fire.jobId, fireId, fire.scheduledTime, fire.attempt, reason));
    }
  }

  /** What a person asked for is new to observers; the other fires were told when decided. */
  void tellStart(Fire fire) {
    boolean askedFor = fire.rule != null && (fire.rule.isAskedFor() || fire.rule == Rule.RETRY);
    if (fire.state == FireState.PENDING && askedFor) {
      facts.add(
          new JobSubmitted(fire.namespace, fire.jobId, fire.key().fireId(), fire.scheduledTime));
    }
  }

  List<Claimed> startable() {
    return startable;
  }

  /** Fires that begin, and need their lane for that; a retry has it. */
  List<Claimed> entering() {
    return startable.stream().filter(claimed -> claimed.fire().state == FireState.PENDING).toList();
  }

  List<Attempt> lost() {
    return lost;
  }

  List<Fire> held() {
    return held;
  }

  List<Fire> ended() {
    return ended;
  }

  /** The fires among those that have become final now. */
  List<Claim.Ended> outcomes() {
    return outcomes;
  }

  List<Fact> facts() {
    return facts;
  }

  Collection<JobTally> tallies() {
    return tallies.values();
  }
}
