package dev.carillon.scheduler;

import dev.carillon.fire.FireState;
import dev.carillon.job.Coalesce;
import dev.carillon.job.Policies;
import dev.carillon.scheduler.FirePlan.Decision;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a due job, in APScheduler's order: due times, coalescing, misfire grace,
 * instances. Pure: the same question has the same answer. Bounded: however long the job was due, it
 * decides {@link #MOST_DUE} times one by one and the rest as one range.
 */
final class FirePlanner {

  /** Most fire times that are decided one by one. */
  static final int MOST_DUE = 1000;

  static final String COALESCED = "coalesced into another fire time of this job";
  static final String BOUNDED = "more than " + MOST_DUE + " fire times were overdue";

  private FirePlanner() {}

  /**
   * Plans one due job.
   *
   * @param firstDue the job's next run time, at or before {@code now}
   * @param inFlight fires of the job that are decided and not final
   */
  static FirePlan plan(
      Trigger trigger, Policies policies, Instant firstDue, int inFlight, Instant now) {
    List<Instant> due = new ArrayList<>();
    Instant next = firstDue;
    while (isDue(next, now) && due.size() < MOST_DUE) {
      due.add(next);
      next = trigger.next(next, now);
    }
    List<Decision> decisions;
    if (next != null && isDue(next, now)) {
      decisions = coalesceRange(trigger, policies.coalesce(), due, next, now);
      next = trigger.next(now, now);
    } else {
      decisions = coalesce(policies.coalesce(), due);
    }
    return new FirePlan(judge(decisions, policies, inFlight, now), next);
  }

  private static boolean isDue(@Nullable Instant time, Instant now) {
    return time != null && !time.isAfter(now);
  }

  private static List<Decision> coalesce(Coalesce coalesce, List<Instant> due) {
    int chosen = coalesce == Coalesce.EARLIEST ? 0 : due.size() - 1;
    List<Decision> decisions = new ArrayList<>(due.size());
    for (int i = 0; i < due.size(); i++) {
      decisions.add(
          coalesce == Coalesce.ALL || i == chosen
              ? Decision.deliver(due.get(i))
              : Decision.skipped(due.get(i), null, COALESCED));
    }
    return decisions;
  }

  private static List<Decision> coalesceRange(
      Trigger trigger, Coalesce coalesce, List<Instant> due, Instant rest, Instant now) {
    if (coalesce == Coalesce.LATEST) {
      Instant latest = latestDue(trigger, rest, now);
      Instant justBefore = latest.minus(1, ChronoUnit.MICROS);
      return List.of(Decision.skipped(due.get(0), justBefore, COALESCED), Decision.deliver(latest));
    }
    List<Decision> decisions = coalesce(coalesce, due);
    decisions.add(Decision.skipped(rest, now, coalesce == Coalesce.ALL ? BOUNDED : COALESCED));
    return decisions;
  }

  /** The last fire time up to now, by halving: about fifty questions for any gap. */
  private static Instant latestDue(Trigger trigger, Instant known, Instant now) {
    Instant low = known;
    Instant high = now;
    while (ChronoUnit.MICROS.between(low, high) > 1) {
      Instant middle = low.plus(ChronoUnit.MICROS.between(low, high) / 2, ChronoUnit.MICROS);
      Instant next = trigger.next(middle, now);
      if (next != null && isDue(next, now)) {
        low = next;
      } else {
        high = middle;
      }
    }
    Instant last = trigger.next(low, now);
    return last != null && isDue(last, now) ? last : low;
  }

  private static List<Decision> judge(
      List<Decision> decisions, Policies policies, int inFlight, Instant now) {
    Integer most = policies.maxInstances();
    int free = most == null ? Integer.MAX_VALUE : most - inFlight;
    List<Decision> judged = new ArrayList<>(decisions.size());
    for (Decision decision : decisions) {
      Decision verdict = decision;
      if (decision.state() == FireState.RUNNING) {
        verdict = judge(decision, policies, free, now);
        free -= verdict.state() == FireState.RUNNING ? 1 : 0;
      }
      judged.add(verdict);
    }
    return List.copyOf(judged);
  }

  private static Decision judge(Decision decision, Policies policies, int free, Instant now) {
    Instant time = decision.scheduledTime();
    Duration grace = policies.misfireGraceTime();
    Duration lateness = Duration.between(time, now);
    if (grace != null && lateness.compareTo(grace) > 0) {
      return Decision.missed(time, "late by " + lateness + ", misfireGraceTime is " + grace);
    }
    if (free <= 0) {
      return Decision.skipped(
          time, null, "maxInstances is " + policies.maxInstances() + " and as many are in flight");
    }
    return decision;
  }
}
