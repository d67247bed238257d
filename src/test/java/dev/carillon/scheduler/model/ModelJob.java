package dev.carillon.scheduler.model;

import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.fire.WaitCause;
import dev.carillon.job.JobState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One job, with everything that ever became of its fire times. */
public final class ModelJob {

  final String id;
  final UUID uid;
  Definition definition;
  FireTimes times;
  JobState state = JobState.ENABLED;
  @Nullable Instant next;
  @Nullable Instant pausedUntil;

  /** The latest fire time that is decided. */
  @Nullable Instant last;

  boolean isBroken;
  boolean isGone;

  /** All fire times while it was enabled, and the fires that were asked for. */
  final TreeMap<Instant, ModelFire> fires = new TreeMap<>();

  /** Those of them that are not final. */
  final List<ModelFire> open = new ArrayList<>();

  long fired;
  long scheduled;
  long succeeded;
  long failed;
  long missed;
  long skipped;
  long cancelled;
  int failuresInARow;

  ModelJob(String id, UUID uid, Definition definition, Instant currentTime) {
    this.id = id;
    this.uid = uid;
    this.definition = definition;
    this.times = new FireTimes(uid, definition, currentTime);
    this.next = times.first();
  }

  public String id() {
    return id;
  }

  public UUID uid() {
    return uid;
  }

  public Definition definition() {
    return definition;
  }

  public JobState state() {
    return state;
  }

  public boolean isBroken() {
    return isBroken;
  }

  public @Nullable Instant pausedUntil() {
    return pausedUntil;
  }

  /** How many fires of its schedule there were. */
  public long scheduled() {
    return scheduled;
  }

  String fireId(Instant time) {
    return uid + "-" + ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  int buffered() {
    return (int) open.stream().filter(fire -> fire.waits == WaitCause.OVERLAP).count();
  }

  int active() {
    return open.size() - buffered();
  }

  void add(ModelFire fire) {
    if (fires.put(fire.time, fire) != null) {
      throw new IllegalStateException("the model decides twice: " + fire);
    }
    if (!fire.isFinal()) {
      open.add(fire);
    }
  }

  /** Whether a pause has come to its end. */
  boolean isPauseOver(Instant currentTime) {
    return state == JobState.PAUSED && pausedUntil != null && !pausedUntil.isAfter(currentTime);
  }

  /** The first fire time from an instant on, or the only one of a job that has never fired. */
  @Nullable Instant nextFrom(Instant from) {
    Instant first = times.first();
    if (last == null && first != null && first.isBefore(from) && isOneShot()) {
      return first;
    }
    Instant time = times.from(from);
    return time != null && last != null && !time.isAfter(last) ? times.after(last) : time;
  }

  private boolean isOneShot() {
    return "date".equals(definition.trigger().get("type"));
  }

  /** Enables it; times before that instant are no fire times. */
  void enable(Instant from) {
    next = nextFrom(from);
    state = next == null ? JobState.COMPLETED : JobState.ENABLED;
    pausedUntil = null;
  }

  /** Lets fires go on that were held. */
  void release(Instant currentTime) {
    open.stream()
        .filter(fire -> fire.waits == WaitCause.PAUSE)
        .forEach(fire -> fire.enqueue(currentTime));
  }

  void complete() {
    next = null;
    state = JobState.COMPLETED;
  }

  /** What is due and not decided; empty if nothing is. */
  List<Instant> undecided(Instant currentTime) {
    return state != JobState.ENABLED || next == null || next.isAfter(currentTime)
        ? List.of()
        : times.between(next, currentTime);
  }

  /** Gives what is due and not decided one row. */
  void cancelUndecided(Rule rule, Instant currentTime) {
    List<Instant> due = undecided(currentTime);
    for (Instant time : due) {
      ModelFire fire = new ModelFire(this, time, FireState.CANCELLED, rule);
      fire.finished = currentTime;
      add(fire);
    }
    cancelled += due.size();
    if (!due.isEmpty()) {
      last = due.size() == 1 ? due.get(0) : currentTime;
    }
  }

  /** It cannot be planned. */
  void fail(Instant currentTime) {
    Instant from = next;
    if (from == null) {
      throw new IllegalStateException("nothing is due of " + id);
    }
    for (Instant time : times.between(from, currentTime)) {
      if (!fires.containsKey(time)) {
        add(new ModelFire(this, time, FireState.SKIPPED, Rule.JOB_ERROR));
      }
    }
    skipped++;
    last = from;
    next = null;
    pausedUntil = null;
    state = JobState.ERROR;
  }

  @Override
  public String toString() {
    return "%s (%s) %s%s next %s, last %s, %s"
        .formatted(id, uid, state, isBroken ? " broken" : "", next, last, definition);
  }
}
