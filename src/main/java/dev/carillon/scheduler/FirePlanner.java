package dev.carillon.scheduler;

import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.CatchUp;
import dev.carillon.job.Policies;
import dev.carillon.scheduler.FirePlan.Decision;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a due job: every fire time up to now, by the rules of {@code
 * docs/fire-semantics.md}. Pure: the same question has the same answer. Bounded: at most {@code
 * catchUp.maxCount} fires and a few rows for all that is left out; times are counted up to {@link
 * #MOST_COUNTED} and otherwise found by halving.
 */
final class FirePlanner {

  /** Up to here the times of a row that is left out are counted. */
  static final long MOST_COUNTED = 1_000_000;

  private final Trigger trigger;
  private final Policies policies;
  private final Instant currentTime;
  private final Overlap overlap;
  private final List<Decision> decisions = new ArrayList<>();

  /** How many more fires of the schedule there may be. */
  private long firesLeft;

  /** The first time that is not decided yet. */
  private @Nullable Instant cursor;

  private FirePlanner(
      Trigger trigger, Policies policies, Instant firstDue, JobLoad load, Instant currentTime) {
    this.trigger = trigger;
    this.policies = policies;
    this.currentTime = currentTime;
    this.overlap = new Overlap(policies, load);
    this.firesLeft =
        policies.maxFires() == null ? Long.MAX_VALUE : policies.maxFires() - load.scheduled();
    this.cursor = firesLeft > 0 ? firstDue : null;
  }

  /**
   * Plans one due job.
   *
   * @param firstDue the job's next run time, at or before {@code currentTime}
   * @return decisions on all times that are due
   */
  static FirePlan plan(
      Trigger trigger, Policies policies, Instant firstDue, JobLoad load, Instant currentTime) {
    return new FirePlanner(trigger, policies, firstDue, load, currentTime).plan();
  }

  /**
   * Plans times still to come, each as it would be planned at its own instant, as long as that can
   * be known by now: as long as there are instances for all of them.
   *
   * @param first the job's next run time
   * @param until the last instant to be planned
   * @param most how many fires, at most
   * @return fires that are certain; maybe none
   */
  static FirePlan ahead(
      Trigger trigger, Policies policies, Instant first, JobLoad load, Instant until, int most) {
    return new FirePlanner(trigger, policies, first, load, until).ahead(most);
  }

  private FirePlan ahead(int most) {
    Instant time = cursor;
    while (isDue(time) && decisions.size() < most && firesLeft > 0 && overlap.hasInstance()) {
      add(overlap.decide(Objects.requireNonNull(time)));
      firesLeft--;
      time = trigger.next(time, time);
    }
    return new FirePlan(List.copyOf(decisions), firesLeft > 0 ? time : null);
  }

  /** Whether a fire is too late to start its first attempt; pure as the plan is. */
  static boolean isTooLate(Policies policies, Instant scheduledTime, Instant currentTime) {
    Duration grace = policies.misfireGraceTime();
    return grace != null && Duration.between(scheduledTime, currentTime).compareTo(grace) > 0;
  }

  static String tooLate(Policies policies, Instant scheduledTime, Instant currentTime) {
    return "late by %s, misfireGraceTime is %s"
        .formatted(Duration.between(scheduledTime, currentTime), policies.misfireGraceTime());
  }

  private FirePlan plan() {
    missOlderThan(policies.catchUp().maxAge(), Rule.CATCH_UP_MAX_AGE, "catchUp.maxAge");
    switch (policies.coalesce()) {
      case LATEST -> {
        if (isDue(cursor)) {
          leaveOut(
              latestDue().minus(1, ChronoUnit.MICROS),
              FireState.SKIPPED,
              Rule.COALESCED,
              "coalesced into the latest fire time that was due");
          decide();
        }
      }
      case EARLIEST -> {
        decide();
        if (firesLeft > 0) {
          leaveOut(
              currentTime,
              FireState.SKIPPED,
              Rule.COALESCED,
              "coalesced into the earliest fire time that was due");
        }
      }
      case ALL -> {
        missLate();
        decideBacklog();
      }
    }
    return new FirePlan(List.copyOf(decisions), firesLeft > 0 ? cursor : null);
  }

  /** What could not start anyway is skipped, however late it is. */
  private void missLate() {
    if (!overlap.isBlocked()) {
      missOlderThan(policies.misfireGraceTime(), Rule.MISFIRE_GRACE_TIME, "misfireGraceTime");
    }
  }

  private void missOlderThan(@Nullable Duration age, Rule rule, String name) {
    if (age != null) {
      Instant until = currentTime.minus(age).minus(1, ChronoUnit.MICROS);
      leaveOut(until, FireState.MISSED, rule, "later than %s, which is %s".formatted(name, age));
    }
  }

  /** Decides each due time, as many as the bound allows. */
  private void decideBacklog() {
    int most = policies.catchUp().most();
    String reason = "more than catchUp.maxCount, which is " + most + ", were due";
    if (policies.catchUp().order() == CatchUp.Order.NEWEST && isDue(cursor)) {
      leaveOut(beforeTheLast(most), FireState.MISSED, Rule.CATCH_UP_MAX_COUNT, reason);
    }
    for (int i = 0; i < most && isDue(cursor) && firesLeft > 0; i++) {
      decide();
    }
    if (firesLeft > 0) {
      leaveOut(currentTime, FireState.MISSED, Rule.CATCH_UP_MAX_COUNT, reason);
    }
  }

  /** Decides the time at the cursor, if it is due. */
  private void decide() {
    Instant time = cursor;
    if (time == null || time.isAfter(currentTime)) {
      return;
    }
    Decision decision =
        !overlap.isBlocked() && isTooLate(policies, time, currentTime)
            ? new Decision(
                time,
                null,
                1,
                FireState.MISSED,
                Rule.MISFIRE_GRACE_TIME,
                tooLate(policies, time, currentTime))
            : overlap.decide(time);
    if (decision.isFire()) {
      firesLeft--;
    }
    add(decision);
    cursor = trigger.next(time, currentTime);
  }

  /** Leaves out every time from the cursor up to that instant, inclusive. */
  private void leaveOut(Instant until, FireState state, Rule rule, String reason) {
    Instant first = cursor;
    if (first == null || first.isAfter(until)) {
      return;
    }
    Instant last = latestBetween(first, until);
    boolean one = last.equals(first);
    long times = one ? 1 : trigger.count(first, last, MOST_COUNTED);
    add(new Decision(first, one ? null : last, times, state, rule, reason));
    cursor = trigger.next(last, currentTime);
  }

  private void add(Decision decision) {
    int last = decisions.size() - 1;
    if (last >= 0 && decisions.get(last).continuesAs(decision)) {
      decisions.set(last, decisions.get(last).and(decision));
    } else {
      decisions.add(decision);
    }
  }

  private boolean isDue(@Nullable Instant time) {
    return time != null && !time.isAfter(currentTime);
  }

  private Instant latestDue() {
    return latestBetween(Objects.requireNonNull(cursor), currentTime);
  }

  /** The instant up to which times are left out so that at most that many remain due. */
  private Instant beforeTheLast(int most) {
    Instant low = Objects.requireNonNull(cursor).minus(1, ChronoUnit.MICROS);
    if (dueAfter(low, most) <= most) {
      return low;
    }
    Instant high = currentTime;
    while (low.isBefore(high)) {
      Instant middle = low.plus(ChronoUnit.MICROS.between(low, high) / 2, ChronoUnit.MICROS);
      if (dueAfter(middle, most) <= most) {
        high = middle;
      } else {
        low = middle.plus(1, ChronoUnit.MICROS);
      }
    }
    return high;
  }

  /** How many times after that instant are due; counts to one more than {@code most}. */
  private long dueAfter(Instant instant, int most) {
    Instant first = trigger.next(instant, currentTime);
    return isDue(first) ? trigger.count(Objects.requireNonNull(first), currentTime, most + 1L) : 0;
  }

  /** The last fire time up to {@code end}, by about fifty questions; {@code known} is one. */
  private Instant latestBetween(Instant known, Instant end) {
    Instant following = trigger.next(known, currentTime);
    if (following == null || following.isAfter(end)) {
      return known;
    }
    Instant latest = following;
    Instant low = following;
    Instant high = end;
    while (low.isBefore(high)) {
      long half = ChronoUnit.MICROS.between(low, high) / 2;
      Instant middle = low.plus(half, ChronoUnit.MICROS);
      Instant next = trigger.next(middle, currentTime);
      if (next != null && !next.isAfter(end)) {
        latest = next;
        low = next;
      } else {
        high = middle;
      }
    }
    return latest;
  }
}
