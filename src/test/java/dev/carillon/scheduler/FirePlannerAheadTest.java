package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.FireState;
import dev.carillon.job.Coalesce;
import dev.carillon.job.OverlapPolicy;
import dev.carillon.job.Policies;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is planned ahead is what would be planned at each time. */
class FirePlannerAheadTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int MOST = 100;

  private final Trigger everySecond =
      TriggerReader.read(
          Map.of("type", "interval", "seconds", 1), new TriggerContext(ZoneOffset.UTC, NOON, 1));

  @Test
  void plansWhatEachTimeWouldPlan() {
    int compared = 0;
    for (Coalesce coalesce : Coalesce.values()) {
      for (OverlapPolicy overlap : OverlapPolicy.values()) {
        for (Integer instances : Arrays.asList(null, 1, 2, 5)) {
          for (Long maxFires : Arrays.asList(null, 3L)) {
            for (int active = 0; active < 3; active++) {
              for (int buffered = 0; buffered < (instances == null ? 1 : 2); buffered++) {
                JobLoad load = new JobLoad(active, buffered, 1);
                Policies policies = policies(coalesce, overlap, instances, maxFires);
                compare(policies, load);
                compared++;
              }
            }
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  private void compare(Policies policies, JobLoad load) {
    Instant until = NOON.plusSeconds(4).plusMillis(500);
    FirePlan ahead = FirePlanner.ahead(everySecond, policies, NOON, load, until, MOST);

    List<FirePlan.Decision> expected = new ArrayList<>();
    JobLoad then = load;
    Instant next = NOON;
    while (next != null && !next.isAfter(until)) {
      FirePlan plan = FirePlanner.plan(everySecond, policies, next, then, next);
      boolean runs =
          plan.decisions().size() == 1 && plan.decisions().get(0).state() == FireState.RUNNING;
      if (!runs) {
        break;
      }
      expected.addAll(plan.decisions());
      then = new JobLoad(then.active() + 1, then.buffered(), then.scheduled() + 1);
      next = plan.nextRunTime();
    }
    assertThat(ahead.decisions()).as("%s %s", policies, load).isEqualTo(expected);
    assertThat(ahead.nextRunTime()).as("%s %s", policies, load).isEqualTo(next);
  }

  @Test
  void stopsAtTheBound() {
    FirePlan ahead =
        FirePlanner.ahead(
            everySecond,
            policies(Coalesce.LATEST, OverlapPolicy.SKIP, null, null),
            NOON,
            JobLoad.NONE,
            NOON.plus(Duration.ofHours(1)),
            7);

    assertThat(ahead.decisions()).hasSize(7);
    assertThat(ahead.nextRunTime()).isEqualTo(NOON.plusSeconds(7));
  }

  private static Policies policies(
      Coalesce coalesce,
      OverlapPolicy overlap,
      @Nullable Integer maxInstances,
      @Nullable Long maxFires) {
    return new Policies(
        null,
        coalesce,
        null,
        maxInstances,
        overlap,
        null,
        null,
        null,
        null,
        null,
        null,
        maxFires,
        null,
        null);
  }
}
