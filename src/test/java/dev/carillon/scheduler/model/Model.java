package dev.carillon.scheduler.model;

import dev.carillon.fire.AttemptOutcome;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.fire.WaitCause;
import dev.carillon.job.JobState;
import dev.carillon.job.OnCompletion;
import dev.carillon.scheduler.model.SlowPlanner.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What all jobs and fires are to be, after each action. */
public final class Model {

  private static final int MOST_TAKE_OVERS = 20;

  private static final Comparator<ModelFire> BY_TIME =
      Comparator.comparing((ModelFire fire) -> fire.time)
          .thenComparing(fire -> fire.job.uid.toString());

  private final Duration lease;
  private final Map<String, ModelJob> jobs = new TreeMap<>();
  private final List<ModelJob> everyJob = new ArrayList<>();

  /** For each key the one fire that is under way. */
  private final Map<String, ModelFire> lanes = new TreeMap<>();

  public Model(Duration lease) {
    this.lease = lease;
  }

  /** Jobs that are not deleted. */
  public Collection<ModelJob> jobs() {
    return jobs.values();
  }

  List<ModelJob> everyJob() {
    return everyJob;
  }

  Collection<ModelFire> lanes() {
    return lanes.values();
  }

  public void create(String id, UUID uid, Definition definition, Instant currentTime) {
    ModelJob job = new ModelJob(id, uid, definition, currentTime);
    jobs.put(id, job);
    everyJob.add(job);
  }

  /**
   * A pod takes due jobs.
   *
   * @return the fires whose first attempt has started
   */
  public List<ModelFire> claim(String pod, int limit, Instant currentTime) {
    List<ModelFire> decided = new ArrayList<>();
    int rows = 0;
    int running = 0;
    for (ModelJob job : due(limit, currentTime)) {
      if (rows >= 2 * limit) {
        break;
      }
      if (job.isBroken) {
        job.fail(currentTime);
        rows++;
        continue;
      }
      if (job.state == JobState.PAUSED) {
        job.enable(Objects.requireNonNull(job.pausedUntil));
        job.release(currentTime);
      }
      SlowPlanner.Plan plan = decide(job, currentTime);
      rows += plan.rows();
      for (Map.Entry<Instant, Verdict> one : plan.verdicts().entrySet()) {
        ModelFire fire = record(job, one.getKey(), one.getValue(), currentTime);
        if (one.getValue().state() == FireState.RUNNING) {
          decided.add(fire);
          if (++running > limit) {
            fire.enqueue(currentTime);
          }
        }
      }
      if (!job.undecided(currentTime).isEmpty()) {
        Instant next = job.times.after(currentTime);
        job.next = plan.completed() ? null : next;
      }
      if (job.next == null) {
        job.complete();
        removeIfOver(job);
      }
    }
    enterLanes(decided);
    return decided.stream()
        .filter(fire -> fire.waits == null && fire.queued == null)
        .peek(fire -> start(fire, pod, currentTime))
        .toList();
  }

  private List<ModelJob> due(int limit, Instant currentTime) {
    return jobs.values().stream()
        .filter(job -> job.next != null && !job.next.isAfter(currentTime))
        .sorted(
            Comparator.comparing((ModelJob job) -> Objects.requireNonNull(job.next))
                .thenComparing(job -> job.uid.toString()))
        .limit(limit)
        .toList();
  }

  private static SlowPlanner.Plan decide(ModelJob job, Instant currentTime) {
    SlowPlanner planner =
        new SlowPlanner(
            job.definition.policies(), job.active(), job.buffered(), job.scheduled, currentTime);
    return planner.plan(job.undecided(currentTime));
  }

  /** Fires to be delivered are PENDING until they start. */
  private static ModelFire record(
      ModelJob job, Instant time, Verdict verdict, Instant currentTime) {
    FireState state = verdict.isFire() ? FireState.PENDING : verdict.state();
    ModelFire fire = new ModelFire(job, time, state, verdict.rule());
    job.add(fire);
    job.last = time;
    if (verdict.isFire()) {
      fire.lane = job.definition.lane();
      job.fired++;
      job.scheduled++;
      if (verdict.state() == FireState.PENDING) {
        fire.await(WaitCause.OVERLAP);
      }
    } else {
      fire.finished = currentTime;
      job.missed += state == FireState.MISSED ? 1 : 0;
      job.skipped += state == FireState.SKIPPED ? 1 : 0;
    }
    return fire;
  }

  private void start(ModelFire fire, String pod, Instant currentTime) {
    fire.start(pod, fire.job.definition.policies(), currentTime, currentTime.plus(lease));
  }

  /** Whoever comes first takes a free lane; the others wait. */
  private void enterLanes(List<ModelFire> fires) {
    for (ModelFire fire : fires.stream().sorted(BY_TIME).toList()) {
      if (fire.lane != null && lanes.putIfAbsent(fire.lane, fire) != null) {
        if (lanes.get(fire.lane) != fire) {
          fire.await(WaitCause.LANE);
          fire.rule = fire.rule == null ? Rule.ORDERED : fire.rule;
        }
      }
    }
  }

  private void leaveLane(ModelFire fire, Instant currentTime) {
    String lane = fire.lane;
    if (lane == null || lanes.get(lane) != fire) {
      return;
    }
    lanes.remove(lane);
    everyJob.stream()
        .flatMap(job -> job.open.stream())
        .filter(other -> other.waits == WaitCause.LANE && lane.equals(other.lane))
        .min(BY_TIME)
        .ifPresent(
            following -> {
              lanes.put(lane, following);
              following.enqueue(currentTime);
            });
  }

  /** Fires in the queue that are due, earliest first. */
  public List<ModelFire> queue(Instant currentTime) {
    return everyJob.stream()
        .flatMap(job -> job.open.stream())
        .filter(fire -> fire.isDue(currentTime))
        .sorted(Comparator.comparing((ModelFire fire) -> Objects.requireNonNull(fire.queued)))
        .toList();
  }

  /** Up to that many fires of the queue, fewer or more where it would have to choose. */
  public int limitWithoutChoice(int limit, Instant currentTime) {
    List<ModelFire> queue = queue(currentTime);
    int end = limit;
    while (end < queue.size() && Objects.equals(queue.get(end - 1).queued, queue.get(end).queued)) {
      end++;
    }
    return end;
  }

  /**
   * A pod takes fires from the queue.
   *
   * @return the fires of which an attempt has started
   */
  public List<ModelFire> take(String pod, int limit, Instant currentTime) {
    List<ModelFire> ended = new ArrayList<>();
    List<ModelFire> startable = new ArrayList<>();
    for (ModelFire fire : queue(currentTime).stream().limit(limit).toList()) {
      if (fire.job.isGone) {
        fire.end(FireState.CANCELLED, currentTime);
        fire.rule = Rule.JOB_DELETED;
        ended.add(fire);
      } else if (isHeld(fire)) {
        lose(fire, currentTime);
        fire.state = fire.state == FireState.PENDING ? FireState.PENDING : FireState.RETRYING;
        fire.await(WaitCause.PAUSE);
      } else if (fire.job.isBroken) {
        fail(fire, currentTime);
        ended.add(fire);
      } else if (isTooLate(fire, currentTime)) {
        fire.end(FireState.MISSED, currentTime);
        fire.rule = Rule.MISFIRE_GRACE_TIME;
        fire.job.missed++;
        ended.add(fire);
      } else if (fire.state == FireState.RUNNING && fire.lostAttempts() >= MOST_TAKE_OVERS) {
        fail(fire, currentTime);
        ended.add(fire);
      } else {
        startable.add(fire);
      }
    }
    List<ModelFire> begin =
        startable.stream().filter(fire -> fire.state == FireState.PENDING).toList();
    begin.forEach(fire -> changeLane(fire, currentTime));
    enterLanes(begin);
    List<ModelFire> started =
        startable.stream().filter(fire -> fire.waits != WaitCause.LANE).toList();
    for (ModelFire fire : started) {
      lose(fire, currentTime);
      start(fire, pod, currentTime);
    }
    follow(ended, currentTime);
    return started;
  }

  private static boolean isHeld(ModelFire fire) {
    JobState state = fire.job.state;
    return (state == JobState.PAUSED || state == JobState.ERROR)
        && !(fire.isOnDemand() && fire.state == FireState.PENDING);
  }

  private static boolean isTooLate(ModelFire fire, Instant currentTime) {
    Duration grace = fire.job.definition.policies().misfireGraceTime();
    return fire.attempt() == 0
        && !fire.isOnDemand()
        && grace != null
        && Duration.between(fire.time, currentTime).compareTo(grace) > 0;
  }

  /** The key of a job may have changed since its fire was decided. */
  private void changeLane(ModelFire fire, Instant currentTime) {
    String lane = fire.job.definition.lane();
    if (!Objects.equals(lane, fire.lane)) {
      leaveLane(fire, currentTime);
      fire.lane = lane;
    }
  }

  /** The pod that made the latest attempt is gone. */
  private static void lose(ModelFire fire, Instant currentTime) {
    if (fire.state == FireState.RUNNING) {
      fire.follow(AttemptOutcome.LOST, currentTime);
    }
  }

  private static void fail(ModelFire fire, Instant currentTime) {
    fire.end(FireState.FAILED, currentTime);
    fire.job.failed++;
    fire.job.failuresInARow++;
  }

  /** What follows from fires that have become final. */
  private void follow(List<ModelFire> ended, Instant currentTime) {
    Set<ModelJob> theirs = new LinkedHashSet<>();
    for (ModelFire fire : ended) {
      fire.job.open.remove(fire);
      theirs.add(fire.job);
    }
    for (ModelJob job : theirs) {
      if (!job.isGone) {
        fill(job, currentTime);
      }
    }
    ended.forEach(fire -> leaveLane(fire, currentTime));
    theirs.forEach(this::removeIfOver);
  }

  /** Free instances go to the earliest fires that wait for one. */
  private static void fill(ModelJob job, Instant currentTime) {
    Integer most = job.definition.policies().maxInstances();
    if (job.isBroken) {
      return;
    }
    job.open.stream()
        .filter(fire -> fire.waits == WaitCause.OVERLAP)
        .sorted(BY_TIME)
        .limit(most == null ? Integer.MAX_VALUE : Math.max(0, most - job.active()))
        .toList()
        .forEach(fire -> fire.enqueue(currentTime));
  }

  private void removeIfOver(ModelJob job) {
    if (job.state == JobState.COMPLETED
        && !job.isBroken
        && !job.isGone
        && job.open.isEmpty()
        && job.definition.policies().onCompletion() == OnCompletion.DELETE) {
      job.isGone = true;
      jobs.remove(job.id);
    }
  }

  /** What came back from an attempt. */
  public record Answer(ModelFire fire, int attempt, Kind kind, @Nullable Duration retryAfter) {

    /** Of what kind it is. */
    public enum Kind {
      ACCEPTED,
      RETRYABLE,
      FINAL,
      GONE
    }
  }

  /**
   * A pod settles attempts, in the order of jobs and scheduled times.
   *
   * @return how many of them were still the pod's
   */
  public int settle(String pod, List<Answer> answers, Instant currentTime) {
    List<ModelFire> ended = new ArrayList<>();
    List<Answer> failed = new ArrayList<>();
    int ours = 0;
    for (Answer answer : answers) {
      ModelFire fire = answer.fire();
      if (!fire.isHeldBy(pod, answer.attempt())) {
        continue;
      }
      ours++;
      Instant again = nextAttempt(answer, currentTime);
      if (answer.kind() == Answer.Kind.ACCEPTED) {
        fire.end(FireState.SUCCEEDED, currentTime);
        fire.job.succeeded++;
        fire.job.failuresInARow = 0;
        ended.add(fire);
      } else if (again != null) {
        fire.follow(AttemptOutcome.FAILED, currentTime);
        fire.state = FireState.RETRYING;
        // No attempt follows if the job is gone: the queue withdraws the fire at once.
        fire.enqueue(fire.job.isGone ? currentTime : again);
      } else {
        fail(fire, currentTime);
        ended.add(fire);
        failed.add(answer);
      }
    }
    follow(ended, currentTime);
    failed.forEach(answer -> judge(answer, currentTime));
    return ours;
  }

  private static @Nullable Instant nextAttempt(Answer answer, Instant currentTime) {
    ModelFire fire = answer.fire();
    var retry = fire.policies().retryPolicy();
    int counted = (int) (fire.attempt() - fire.lostAttempts());
    if (answer.kind() != Answer.Kind.RETRYABLE || counted >= retry.attempts()) {
      return null;
    }
    double factor = Math.pow(Objects.requireNonNull(retry.multiplier()), counted - 1);
    long shortest = Objects.requireNonNull(retry.minBackoff()).toNanos() / 1000;
    long micros = (long) (shortest * factor);
    micros = Math.min(micros, Objects.requireNonNull(retry.maxBackoff()).toNanos() / 1000);
    Duration wait = Duration.ofNanos(micros * 1000);
    if (answer.retryAfter() != null && answer.retryAfter().compareTo(wait) > 0) {
      wait = answer.retryAfter();
    }
    wait = wait.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : wait;
    Instant start = currentTime.plus(wait);
    Instant first = fire.attempts.get(0).started;
    Duration maxAge = retry.maxAge();
    return maxAge != null && start.isAfter(first.plus(maxAge)) ? null : start;
  }

  private static void judge(Answer answer, Instant currentTime) {
    ModelJob job = answer.fire().job;
    Integer most = job.definition.policies().pauseAfterFailures();
    boolean tooOften =
        answer.fire().policies().pauseAfterFailures() != null
            && most != null
            && job.failuresInARow >= most;
    if (!job.isGone
        && job.state == JobState.ENABLED
        && (answer.kind() == Answer.Kind.GONE || tooOften)) {
      stop(job, null, currentTime);
    }
  }

  private static void stop(ModelJob job, @Nullable Instant until, Instant currentTime) {
    job.cancelUndecided(Rule.JOB_PAUSED, currentTime);
    job.state = JobState.PAUSED;
    job.pausedUntil = until;
    job.next = until;
  }

  /** A pod renews the leases that are still its own. */
  public void renew(String pod, List<ModelFire> fires, List<Integer> attempts, Instant until) {
    for (int i = 0; i < fires.size(); i++) {
      if (fires.get(i).isHeldBy(pod, attempts.get(i))) {
        fires.get(i).queued = until;
      }
    }
  }

  /**
   * A person pauses a job.
   *
   * @return false if it is refused
   */
  public boolean pause(ModelJob job, @Nullable Instant until, boolean silent, Instant currentTime) {
    if (job.isPauseOver(currentTime)) {
      if (job.nextFrom(Objects.requireNonNull(job.pausedUntil)) == null) {
        return false;
      }
      resumeIfOver(job, currentTime);
    }
    if (job.state == JobState.PAUSED && silent) {
      return true;
    }
    if (job.state != JobState.ENABLED && job.state != JobState.PAUSED) {
      return false;
    }
    stop(job, until, currentTime);
    return true;
  }

  private static void resumeIfOver(ModelJob job, Instant currentTime) {
    if (job.isPauseOver(currentTime)) {
      job.enable(Objects.requireNonNull(job.pausedUntil));
      job.release(currentTime);
    }
  }

  /**
   * A person resumes a job.
   *
   * @return false if it is refused
   */
  public boolean resume(ModelJob job, Instant currentTime) {
    if (job.isPauseOver(currentTime)) {
      if (job.nextFrom(Objects.requireNonNull(job.pausedUntil)) == null) {
        return false;
      }
      resumeIfOver(job, currentTime);
    }
    if (job.state == JobState.ENABLED) {
      return true;
    }
    if (job.state != JobState.PAUSED) {
      return false;
    }
    job.enable(currentTime);
    job.failuresInARow = 0;
    job.release(currentTime);
    removeIfOver(job);
    return true;
  }

  /** A person defines a job anew; a new schedule must have a fire time to come. */
  public void edit(ModelJob job, Definition definition, Instant currentTime) {
    resumeIfOver(job, currentTime);
    boolean sameSchedule = job.definition.hasScheduleOf(definition);
    boolean mended = job.state == JobState.ERROR;
    if (!sameSchedule) {
      job.cancelUndecided(Rule.TRIGGER_CHANGED, currentTime);
      job.times = new FireTimes(job.uid, definition, currentTime);
    }
    if (sameSchedule && definition.equals(job.definition) && !job.isBroken && !mended) {
      return;
    }
    job.definition = definition;
    job.isBroken = false;
    if (job.state != JobState.PAUSED && (!sameSchedule || mended)) {
      job.enable(currentTime);
      if (mended) {
        job.release(currentTime);
      }
    }
    Long most = definition.policies().maxFires();
    boolean reached = most != null && job.scheduled >= most;
    if (reached && job.state == JobState.ENABLED) {
      job.cancelUndecided(Rule.TRIGGER_CHANGED, currentTime);
      job.complete();
    } else if (!reached && job.state == JobState.COMPLETED) {
      job.enable(currentTime);
    }
    fill(job, currentTime);
    removeIfOver(job);
  }

  /** A person deletes a job. */
  public void delete(ModelJob job, Instant currentTime) {
    resumeIfOver(job, currentTime);
    job.cancelUndecided(Rule.JOB_DELETED, currentTime);
    for (ModelFire fire : List.copyOf(job.open)) {
      if (fire.state == FireState.RUNNING) {
        continue;
      }
      if (fire.lane != null) {
        // Left to the queue, which passes on its turn.
        fire.enqueue(currentTime);
      } else {
        fire.end(FireState.CANCELLED, currentTime);
        fire.rule = Rule.JOB_DELETED;
        job.open.remove(fire);
      }
    }
    job.isGone = true;
    jobs.remove(job.id);
  }

  /**
   * A person runs a job.
   *
   * @return false if it is refused
   */
  public boolean run(ModelJob job, Instant currentTime) {
    if (job.state == JobState.ERROR) {
      return false;
    }
    ModelFire fire = new ModelFire(job, currentTime, FireState.PENDING, Rule.ON_DEMAND);
    fire.enqueue(currentTime);
    job.add(fire);
    job.fired++;
    return true;
  }

  /** Something damages the stored definition of a job. */
  public void damage(ModelJob job) {
    job.isBroken = true;
  }

  /** Whether nothing is under way. */
  public boolean isQuiet() {
    return everyJob.stream().allMatch(job -> job.open.isEmpty());
  }

  /** When a job or a fire is due next; null if nothing is. */
  public @Nullable Instant nextEvent(boolean ofQueueOnly) {
    Instant earliest = null;
    for (ModelJob job : everyJob) {
      List<Instant> all = new ArrayList<>();
      if (!job.isGone && !ofQueueOnly && job.next != null) {
        all.add(job.next);
      }
      for (ModelFire fire : job.open) {
        if (fire.queued != null) {
          all.add(fire.queued);
        }
      }
      for (Instant one : all) {
        earliest = earliest == null || one.isBefore(earliest) ? one : earliest;
      }
    }
    return earliest;
  }
}
