package dev.carillon.scheduler;

import dev.carillon.fire.FireState;
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
 * Decides what becomes of a due job: misfire grace, coalescing, instances. Pure: the same question
 * has the same answer. Bounded: what is not delivered is one range beyond {@link #MOST_ROWS} times,
 * and what is to be delivered waits for the next claim beyond the caller's budget.
 */
final class FirePlanner {

  /** Most fire times that are left out one by one; more than that are one range. */
  static final int MOST_ROWS = 1000;

  static final String COALESCED = "coalesced into another fire time of this job";

  private final Trigger trigger;
  private final Policies policies;
  private final Instant currentTime;
  private final List<Decision> decisions = new ArrayList<>();

  /** The first time that is not decided yet. */
  private @Nullable Instant cursor;

  /** How many more may be delivered: by the job's instances, and by the caller's budget. */
  private int instances;

  private int budget;

  private FirePlanner(
      Trigger trigger,
      Policies policies,
      Instant firstDue,
      int inFlight,
      Instant currentTime,
      int budget) {
    this.trigger = trigger;
    this.policies = policies;
    this.currentTime = currentTime;
    this.cursor = firstDue;
    this.instances =
        policies.maxInstances() == null ? Integer.MAX_VALUE : policies.maxInstances() - inFlight;
    this.budget = budget;
  }

  /**
   * Plans one due job.
   *
   * @param firstDue the job's next run time, at or before {@code currentTime}
   * @param inFlight fires of the job that are decided and not final
   * @param budget how many fires the caller can take, at least one
   * @return decisions on all times that are due; with {@code coalesce: ALL} times beyond the budget
   *     are left, and the plan's next run time is the first of them
   */
  static FirePlan plan(
      Trigger trigger,
      Policies policies,
      Instant firstDue,
      int inFlight,
      Instant currentTime,
      int budget) {
    return new FirePlanner(trigger, policies, firstDue, inFlight, currentTime, budget).plan();
  }

  private FirePlan plan() {
    switch (policies.coalesce()) {
      case LATEST -> {
        Instant latest = latestDue();
        leaveOut(latest.minus(1, ChronoUnit.MICROS), FireState.SKIPPED, COALESCED);
        decide();
      }
      case EARLIEST -> {
        missLate();
        decide();
        leaveOut(currentTime, FireState.SKIPPED, COALESCED);
      }
      case ALL -> {
        missLate();
        while (isDue(cursor) && instances > 0 && budget > 0) {
          decide();
        }
        if (instances <= 0) {
          leaveOut(currentTime, FireState.SKIPPED, noInstance());
        }
      }
    }
    return new FirePlan(List.copyOf(decisions), cursor);
  }

  /** Everything that is later than its grace. */
  private void missLate() {
    Duration grace = policies.misfireGraceTime();
    if (grace != null) {
      Instant until = currentTime.minus(grace).minus(1, ChronoUnit.MICROS);
      leaveOut(until, FireState.MISSED, "later than misfireGraceTime, which is " + grace);
    }
  }

  /** Decides the time at the cursor. */
  private void decide() {
    Instant time = cursor;
    if (time == null || time.isAfter(currentTime)) {
      return;
    }
    Duration grace = policies.misfireGraceTime();
    Duration lateness = Duration.between(time, currentTime);
    if (grace != null && lateness.compareTo(grace) > 0) {
      decisions.add(
          Decision.missed(time, "late by " + lateness + ", misfireGraceTime is " + grace));
    } else if (instances <= 0) {
      decisions.add(Decision.leftOut(time, null, FireState.SKIPPED, noInstance()));
    } else {
      decisions.add(Decision.deliver(time));
      instances--;
      budget--;
    }
    cursor = trigger.next(time, currentTime);
  }

  /** Leaves out every time from the cursor up to that instant, inclusive. */
  private void leaveOut(Instant until, FireState state, String reason) {
    List<Instant> times = new ArrayList<>();
    Instant first = cursor;
    Instant next = first;
    while (next != null && !next.isAfter(until) && times.size() <= MOST_ROWS) {
      times.add(next);
      next = trigger.next(next, currentTime);
    }
    if (first != null && times.size() > MOST_ROWS) {
      decisions.add(Decision.leftOut(first, until, state, reason));
      cursor = trigger.next(until, currentTime);
    } else {
      times.forEach(time -> decisions.add(Decision.leftOut(time, null, state, reason)));
      cursor = next;
    }
  }

  private String noInstance() {
    return "maxInstances is " + policies.maxInstances() + " and as many are in flight";
  }

  private boolean isDue(@Nullable Instant time) {
    return time != null && !time.isAfter(currentTime);
  }

  /** The last fire time up to now: step by step, and by halving if that takes too long. */
  private Instant latestDue() {
    Instant latest = Objects.requireNonNull(cursor);
    for (int i = 0; i < MOST_ROWS; i++) {
      Instant next = trigger.next(latest, currentTime);
      if (next == null || next.isAfter(currentTime)) {
        return latest;
      }
      latest = next;
    }
    return latestBetween(latest, currentTime);
  }

  /** About fifty questions for any gap; {@code known} is a fire time. */
  private Instant latestBetween(Instant known, Instant end) {
    Instant latest = known;
    Instant low = known;
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
