package dev.carillon.scheduler.model;

import dev.carillon.fire.AttemptOutcome;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.fire.WaitCause;
import dev.carillon.job.Policies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One fire time, and what became of it. */
public final class ModelFire {

  final ModelJob job;
  final Instant time;
  FireState state;
  @Nullable Rule rule;

  /** When it is due in the queue: the end of the lease, or of the backoff; null = not in it. */
  @Nullable Instant queued;

  /** What it waits for outside of the queue; null = nothing. */
  @Nullable WaitCause waits;

  @Nullable String lane;
  @Nullable Instant finished;
  final List<Attempt> attempts = new ArrayList<>();

  /** The policies as the pod read them that makes the latest attempt. */
  @Nullable Policies policies;

  ModelFire(ModelJob job, Instant time, FireState state, @Nullable Rule rule) {
    this.job = job;
    this.time = time;
    this.state = state;
    this.rule = rule;
  }

  /** One attempt; its outcome and end are null for the latest one. */
  static final class Attempt {
    final String pod;
    final Instant started;
    @Nullable AttemptOutcome outcome;
    @Nullable Instant finished;

    Attempt(String pod, Instant started) {
      this.pod = pod;
      this.started = started;
    }
  }

  /** As receivers see it. */
  public String id() {
    return job.fireId(time);
  }

  /** Number of the latest attempt; 0 before the first. */
  public int attempt() {
    return attempts.size();
  }

  /** The job that it belongs to. */
  public ModelJob job() {
    return job;
  }

  boolean isFinal() {
    return state != FireState.PENDING && state != FireState.RUNNING && state != FireState.RETRYING;
  }

  boolean isOnDemand() {
    return rule == Rule.ON_DEMAND;
  }

  boolean isDue(Instant currentTime) {
    return queued != null && !queued.isAfter(currentTime);
  }

  /** Whether that pod still makes that attempt. */
  boolean isHeldBy(String pod, int attempt) {
    return state == FireState.RUNNING && attempt == attempt() && latest().pod.equals(pod);
  }

  Attempt latest() {
    return attempts.get(attempts.size() - 1);
  }

  long lostAttempts() {
    return attempts.stream().filter(one -> one.outcome == AttemptOutcome.LOST).count();
  }

  void start(String pod, Policies policiesNow, Instant currentTime, Instant leaseEnd) {
    attempts.add(new Attempt(pod, currentTime));
    policies = policiesNow;
    state = FireState.RUNNING;
    waits = null;
    queued = leaseEnd;
  }

  void follow(AttemptOutcome outcome, Instant currentTime) {
    latest().outcome = outcome;
    latest().finished = currentTime;
  }

  void enqueue(Instant at) {
    waits = null;
    queued = at;
  }

  void await(WaitCause cause) {
    waits = cause;
    queued = null;
  }

  void end(FireState end, Instant currentTime) {
    state = end;
    queued = null;
    waits = null;
    finished = currentTime;
  }

  Policies policies() {
    return Objects.requireNonNull(policies);
  }

  @Override
  public String toString() {
    return "%s/%s %s %s, %d attempts, queued %s, waits for %s"
        .formatted(job.id, time, state, rule, attempt(), queued, waits);
  }
}
