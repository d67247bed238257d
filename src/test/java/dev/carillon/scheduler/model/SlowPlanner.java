package dev.carillon.scheduler.model;

import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.CatchUp;
import dev.carillon.job.OverlapPolicy;
import dev.carillon.job.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The section "Deciding", one fire time after another. */
public final class SlowPlanner {

  private final Policies policies;
  private final Instant currentTime;
  private final TreeMap<Instant, Verdict> verdicts = new TreeMap<>();
  private int active;
  private int buffered;
  private long scheduled;

  /**
   * @param active fires of the job that are decided, not final and not buffered
   * @param buffered decided fires that wait for an instance
   * @param scheduled fires of the schedule that were ever decided to be delivered
   */
  public SlowPlanner(
      Policies policies, int active, int buffered, long scheduled, Instant currentTime) {
    this.policies = policies;
    this.active = active;
    this.buffered = buffered;
    this.scheduled = scheduled;
    this.currentTime = currentTime;
  }

  /**
   * What becomes of one fire time: RUNNING stands for delivered, PENDING for buffered.
   *
   * @param rule null for the trigger alone
   */
  public record Verdict(FireState state, @Nullable Rule rule) {

    /** Whether a fire comes of it. */
    public boolean isFire() {
      return state == FireState.RUNNING || state == FireState.PENDING;
    }
  }

  /**
   * All verdicts.
   *
   * @param verdicts for each fire time; due times that are missing are no fire times
   * @param completed whether no further time is a fire time, since {@code maxFires} is reached
   */
  public record Plan(SortedMap<Instant, Verdict> verdicts, boolean completed) {

    /** Rule 5: how many rows they need. */
    public int rows() {
      int rows = 0;
      Verdict before = null;
      for (Verdict verdict : verdicts.values()) {
        rows += verdict.isFire() || !verdict.equals(before) ? 1 : 0;
        before = verdict;
      }
      return rows;
    }
  }

  /** Decides all due times of a job, given in order. */
  public Plan plan(List<Instant> due) {
    if (isReached()) {
      return new Plan(verdicts, true);
    }
    List<Instant> stays = coalesce(notOlderThanMaxAge(due));
    boolean full = policies.maxInstances() != null && !hasInstance();
    for (Instant time : stays) {
      Verdict verdict = overlap(full);
      verdicts.put(time, verdict);
      if (verdict.isFire()) {
        scheduled++;
      }
      if (isReached()) {
        verdicts.tailMap(time, false).clear();
        return new Plan(verdicts, true);
      }
    }
    return new Plan(verdicts, false);
  }

  /** Rule 1. */
  private List<Instant> notOlderThanMaxAge(List<Instant> due) {
    return without(due, policies.catchUp().maxAge(), Rule.CATCH_UP_MAX_AGE);
  }

  /** Rule 2: which times stay. */
  private List<Instant> coalesce(List<Instant> due) {
    List<Instant> stays = new ArrayList<>();
    switch (policies.coalesce()) {
      case LATEST -> {
        for (int i = 0; i < due.size(); i++) {
          if (i < due.size() - 1) {
            verdicts.put(due.get(i), new Verdict(FireState.SKIPPED, Rule.COALESCED));
          } else {
            stays.add(due.get(i));
          }
        }
        stays = notTooLate(stays);
      }
      case EARLIEST -> {
        for (Instant time : due) {
          if (stays.isEmpty()) {
            stays.add(time);
          } else {
            verdicts.put(time, new Verdict(FireState.SKIPPED, Rule.COALESCED));
          }
        }
        stays = notTooLate(stays);
      }
      case ALL -> stays = bounded(notTooLate(due));
    }
    return stays;
  }

  /** The clock is not asked where there is no instance anyway. */
  private List<Instant> notTooLate(List<Instant> times) {
    boolean full = policies.maxInstances() != null && !hasInstance();
    return full && policies.overlapPolicy() == OverlapPolicy.SKIP
        ? times
        : without(times, policies.misfireGraceTime(), Rule.MISFIRE_GRACE_TIME);
  }

  private List<Instant> bounded(List<Instant> times) {
    int tooMany = times.size() - policies.catchUp().most();
    List<Instant> stays = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      boolean isOut =
          policies.catchUp().order() == CatchUp.Order.NEWEST
              ? i < tooMany
              : i >= policies.catchUp().most();
      if (isOut) {
        verdicts.put(times.get(i), new Verdict(FireState.MISSED, Rule.CATCH_UP_MAX_COUNT));
      } else {
        stays.add(times.get(i));
      }
    }
    return stays;
  }

  private List<Instant> without(List<Instant> times, @Nullable Duration most, Rule rule) {
    List<Instant> others = new ArrayList<>();
    for (Instant time : times) {
      if (most != null && Duration.between(time, currentTime).compareTo(most) > 0) {
        verdicts.put(time, new Verdict(FireState.MISSED, rule));
      } else {
        others.add(time);
      }
    }
    return others;
  }

  /** Rule 3. */
  private boolean isReached() {
    return policies.maxFires() != null && scheduled >= policies.maxFires();
  }

  /** Rule 4. */
  private Verdict overlap(boolean full) {
    if (policies.maxInstances() == null || hasInstance()) {
      active++;
      return new Verdict(FireState.RUNNING, null);
    }
    boolean waits =
        switch (policies.overlapPolicy()) {
          case SKIP -> !full;
          case BUFFER_ONE -> buffered == 0;
          case BUFFER_ALL -> buffered < policies.catchUp().most();
        };
    if (!waits) {
      return new Verdict(FireState.SKIPPED, Rule.MAX_INSTANCES);
    }
    buffered++;
    return new Verdict(FireState.PENDING, Rule.MAX_INSTANCES);
  }

  private boolean hasInstance() {
    Integer most = policies.maxInstances();
    return most != null && buffered == 0 && active < most;
  }
}
