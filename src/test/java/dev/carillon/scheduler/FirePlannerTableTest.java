package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.job.CatchUp;
import dev.carillon.job.Coalesce;
import dev.carillon.job.OverlapPolicy;
import dev.carillon.job.Policies;
import dev.carillon.scheduler.model.SlowPlanner;
import dev.carillon.scheduler.model.SlowPlanner.Verdict;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every combination of the policies against {@link SlowPlanner}. */
class FirePlannerTableTest {

  /** Just before an hour that does not exist in Berlin. */
  private static final Instant BEGIN = Instant.parse("2026-03-28T23:30:00Z");

  private static final List<Integer> LATENESS = List.of(0, 1, 10, 5000);

  /** In steps of the trigger; the last one is longer than the time between any two fires. */
  private static final List<@Nullable Integer> GRACES = Arrays.asList(null, 3, 80);

  private static final List<@Nullable Integer> INSTANCES = Arrays.asList(null, 1, 3);

  /**
   * A trigger, and how its times lie.
   *
   * @param step the usual time between two fires
   * @param most how many overdue fires are cheap enough to be asked for in every combination
   */
  private record Case(String name, Trigger trigger, Duration step, int most) {}

  private static List<Case> cases() {
    return List.of(
        new Case("interval", read("type", "interval", "minutes", 1), Duration.ofMinutes(1), 10),
        new Case(
            "cron",
            read("type", "cron", "expression", "*/20 1-3 * * *", "timeZone", "Europe/Berlin"),
            Duration.ofMinutes(20),
            10),
        new Case(
            "jitter",
            read("type", "interval", "minutes", 1, "jitter", 45),
            Duration.ofMinutes(1),
            10),
        new Case(
            "date",
            read("type", "date", "runDate", "2026-03-29T00:00:00Z"),
            Duration.ofMinutes(1),
            10));
  }

  private static Trigger read(Object... members) {
    Map<String, Object> spec = new TreeMap<>();
    for (int i = 0; i < members.length; i += 2) {
      spec.put(String.valueOf(members[i]), members[i + 1]);
    }
    return TriggerReader.read(spec, new TriggerContext(ZoneId.of("UTC"), BEGIN, 42));
  }

  @TestFactory
  List<DynamicTest> thePlannerDecidesAsTheReference() {
    return cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> compareAll(one)))
        .toList();
  }

  private static void compareAll(Case one) {
    List<Instant> times = new ArrayList<>();
    Instant next = one.trigger().next(null, BEGIN);
    while (next != null && times.size() < 5002) {
      times.add(next);
      next = one.trigger().next(next, next);
    }
    long compared = 0;
    for (int late : LATENESS) {
      Instant due = times.get(Math.min(late, times.size() - 1));
      boolean whole = late <= one.most();
      // Just in time, a little late, and by a whole number of steps after a date.
      for (Duration offset : List.of(Duration.ZERO, Duration.ofSeconds(17))) {
        Instant currentTime =
            times.size() == 1
                ? due.plus(one.step().multipliedBy(late)).plus(offset)
                : due.plus(offset);
        for (Policies policies : policies(one.step(), whole)) {
          for (JobLoad load : loads(policies, whole)) {
            compare(one, times, policies, load, currentTime);
            compared++;
          }
        }
      }
    }
    System.out.printf("%d combinations compared for the %s trigger%n", compared, one.name());
    assertThat(compared).isGreaterThan(10_000);
  }

  private static List<Policies> policies(Duration step, boolean whole) {
    List<Policies> all = new ArrayList<>();
    for (Coalesce coalesce : Coalesce.values()) {
      for (Integer grace : GRACES) {
        for (CatchUp catchUp : catchUps(step)) {
          for (Integer instances : INSTANCES) {
            for (OverlapPolicy overlap : OverlapPolicy.values()) {
              for (Long maxFires : Arrays.asList(null, 7L)) {
                // With long backlogs of slow triggers, what has no instance is decided as
                // elsewhere.
                if (whole || overlap == OverlapPolicy.SKIP) {
                  all.add(
                      new Policies(
                          grace == null ? null : step.multipliedBy(grace),
                          coalesce,
                          catchUp,
                          instances,
                          overlap,
                          null,
                          null,
                          null,
                          null,
                          null,
                          null,
                          maxFires,
                          null,
                          null));
                }
              }
            }
          }
        }
      }
    }
    return all;
  }

  private static List<CatchUp> catchUps(Duration step) {
    List<CatchUp> all = new ArrayList<>();
    for (Duration maxAge : Arrays.asList(null, step.multipliedBy(6))) {
      for (int maxCount : List.of(1, 3, 1000)) {
        for (CatchUp.Order order : CatchUp.Order.values()) {
          all.add(new CatchUp(maxAge, maxCount, order));
        }
      }
    }
    return all;
  }

  private static List<JobLoad> loads(Policies policies, boolean whole) {
    List<JobLoad> all = new ArrayList<>();
    for (int active : List.of(0, 1, 3)) {
      for (int buffered : List.of(0, 1)) {
        // Also just before maxFires, and at it.
        for (long scheduled : policies.maxFires() == null ? List.of(0L) : List.of(2L, 6L, 7L)) {
          if (whole || active + buffered == 0) {
            all.add(new JobLoad(active, buffered, scheduled));
          }
        }
      }
    }
    return all;
  }

  private static void compare(
      Case one, List<Instant> times, Policies policies, JobLoad load, Instant currentTime) {
    FirePlan plan = FirePlanner.plan(one.trigger(), policies, times.get(0), load, currentTime);
    List<Instant> due = times.stream().filter(time -> !time.isAfter(currentTime)).toList();
    SlowPlanner.Plan expected =
        new SlowPlanner(policies, load.active(), load.buffered(), load.scheduled(), currentTime)
            .plan(due);
    Instant following =
        expected.completed() || due.size() == times.size() ? null : times.get(due.size());
    String problem = difference(plan, new TreeSet<>(due), expected, following);
    if (problem != null) {
      throw new AssertionError(
          "%s%n%s at %s, %s%n%s%nplan %s"
              .formatted(problem, one.name(), currentTime, load, policies, plan));
    }
  }

  /** What is wrong with a plan; null if nothing is. */
  private static @Nullable String difference(
      FirePlan plan,
      NavigableSet<Instant> due,
      SlowPlanner.Plan expected,
      @Nullable Instant following) {
    Map<Instant, Verdict> verdicts = new TreeMap<>();
    for (FirePlan.Decision decision : plan.decisions()) {
      var covered = due.subSet(decision.scheduledTime(), true, decision.last(), true);
      if (covered.size() != decision.times()) {
        return decision + " stands for " + covered.size() + " times";
      }
      if (!covered.first().equals(decision.scheduledTime())
          || !covered.last().equals(decision.last())) {
        return decision + " does not begin and end with a fire time";
      }
      if ((decision.until() == null) != (covered.size() == 1)) {
        return decision + " is a range, or none, against its number of times";
      }
      for (Instant time : covered) {
        if (verdicts.put(time, new Verdict(decision.state(), decision.rule())) != null) {
          return time + " is decided twice";
        }
      }
    }
    if (!verdicts.equals(expected.verdicts())) {
      return firstDifference(verdicts, expected.verdicts());
    }
    if (plan.decisions().size() != expected.rows()) {
      return plan.decisions().size() + " rows instead of " + expected.rows();
    }
    return Objects.equals(plan.nextRunTime(), following)
        ? null
        : "next run time " + plan.nextRunTime() + " instead of " + following;
  }

  private static String firstDifference(
      Map<Instant, Verdict> actual, Map<Instant, Verdict> expected) {
    TreeSet<Instant> all = new TreeSet<>(actual.keySet());
    all.addAll(expected.keySet());
    for (Instant time : all) {
      if (!Objects.equals(actual.get(time), expected.get(time))) {
        return time + " is " + actual.get(time) + " instead of " + expected.get(time);
      }
    }
    return "no difference";
  }
}
