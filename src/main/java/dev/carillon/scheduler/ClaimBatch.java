package dev.carillon.scheduler;

import dev.carillon.event.Fact;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.job.Job;
import dev.carillon.job.JobAdvance;
import dev.carillon.job.JobDefinition;
import dev.carillon.job.JobState;
import dev.carillon.job.OnCompletion;
import dev.carillon.metrics.FireMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one claim is going to write, and to do afterwards. */
final class ClaimBatch {

  private final int limit;
  private final Instant currentTime;
  private final List<Fire> rows = new ArrayList<>();
  private final List<Fire> buffered = new ArrayList<>();
  private final List<Claimed> decided = new ArrayList<>();
  private final List<JobAdvance> advances = new ArrayList<>();
  private final List<Job> removable = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<Claim.Ended> inError = new ArrayList<>();
  private final OutageTally tally;
  private int running;

  /**
   * @param limit most fires to start
   * @param tally counts what is added
   */
  ClaimBatch(int limit, Instant currentTime, OutageTally tally) {
    this.limit = limit;
    this.currentTime = currentTime;
    this.tally = tally;
  }

  /** How many more fires it may start. */
  int free() {
    return limit - running;
  }

  boolean isEmpty() {
    return advances.isEmpty();
  }

  /** Whether it is enough for one transaction: the backlog of one job may be more than that. */
  boolean isFull() {
    return rows.size() >= 2 * limit;
  }

  /** Adds a job that is in error, and the row for what was due. */
  void add(Job job, JobAdvance advance, Fire row) {
    tally.addInError(job);
    advances.add(advance);
    rows.add(row);
    inError.add(new Claim.Ended(row, FireMetrics.NO_TARGET));
  }

  /** Adds what was decided of a job. */
  void add(Job job, JobState before, JobDefinition definition, FirePlan plan, List<Fire> jobRows) {
    tally.add(job, definition.trigger(), plan);
    int fires = 0;
    int waits = 0;
    for (Fire fire : jobRows) {
      if (fire.state == FireState.RUNNING) {
        fires++;
        if (++running > limit) {
          enqueue(fire);
        }
      } else if (fire.state == FireState.PENDING) {
        fires++;
        waits++;
        buffered.add(fire);
      }
      rows.add(fire);
      decided.add(new Claimed(fire, definition, job.version));
    }
    boolean completed = plan.nextRunTime() == null;
    JobState after = completed ? JobState.COMPLETED : JobState.ENABLED;
    advances.add(
        new JobAdvance(
            job.uid,
            plan.nextRunTime(),
            after,
            completed ? whyCompleted(job, definition, fires) : null,
            after == before ? null : currentTime,
            fires,
            waits,
            plan.times(FireState.MISSED),
            plan.times(FireState.SKIPPED),
            plan.last()));
    if (completed && definition.policies().onCompletion() == OnCompletion.DELETE) {
      removable.add(job);
    }
  }

  private static @Nullable String whyCompleted(Job job, JobDefinition definition, int fires) {
    Long most = definition.policies().maxFires();
    return most != null && job.scheduledCount + fires >= most
        ? "maxFires, which is " + most + ", is reached"
        : null;
  }

  /** This process has no slot for it: whoever has one takes it from the queue. */
  private void enqueue(Fire fire) {
    unstart(fire);
    fire.state = FireState.PENDING;
    fire.nextAttemptAt = currentTime;
  }

  /** Its first attempt does not begin now after all. */
  static void unstart(Fire fire) {
    fire.attempt = 0;
    fire.startedAt = null;
    fire.firstStartedAt = null;
  }

  void tell(Fact fact) {
    facts.add(fact);
  }

  /** Fires that would go on now, were it not for their lanes. */
  List<Fire> entering() {
    return rows.stream().filter(fire -> fire.nextAttemptAt != null).toList();
  }

  List<Fire> buffered() {
    return buffered;
  }

  /** All rows, in the order in which rows are locked. */
  List<Fire> rows() {
    return rows.stream().sorted(Settlement.KEY_ORDER).toList();
  }

  /** What became of the fire times of the latest outage. */
  OutageTally tally() {
    return tally;
  }

  List<JobAdvance> advances() {
    return advances;
  }

  /** Jobs that are completed and not to be kept. */
  List<Job> removable() {
    return removable;
  }

  /** What to do once it is committed. */
  Claim claim() {
    Claim claim = new Claim();
    decided.forEach(claim::add);
    claim.facts().addAll(facts);
    claim.ended().addAll(inError);
    return claim;
  }
}
