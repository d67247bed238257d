package dev.carillon.scheduler;

import static dev.carillon.fire.FireState.MISSED;
import static dev.carillon.fire.FireState.PENDING;
import static dev.carillon.fire.FireState.RUNNING;
import static dev.carillon.fire.FireState.SKIPPED;
import static dev.carillon.job.Coalesce.ALL;
import static dev.carillon.job.Coalesce.EARLIEST;
import static dev.carillon.job.Coalesce.LATEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.FireState;
import dev.carillon.job.Coalesce;
import dev.carillon.job.Policies;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FirePlannerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Trigger everyMinute =
      TriggerReader.read(
          Map.of("type", "interval", "minutes", 1), new TriggerContext(ZoneOffset.UTC, NOON, 1));

  @Test
  void deliversAFireThatIsDueJustNow() {
    FirePlan plan = plan(LATEST, null, null, 0, NOON, NOON);

    assertThat(states(plan)).containsExactly(RUNNING);
    assertThat(plan.nextRunTime()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void coalescesOverdueFiresIntoTheLatest() {
    FirePlan plan = plan(LATEST, null, null, 0, NOON, NOON.plusSeconds(130));

    assertThat(states(plan)).containsExactly(SKIPPED, RUNNING);
    assertThat(plan.nextRunTime()).isEqualTo(NOON.plusSeconds(180));
  }

  @Test
  void coalescesOverdueFiresIntoTheEarliest() {
    FirePlan plan = plan(EARLIEST, null, null, 0, NOON, NOON.plusSeconds(130));

    assertThat(states(plan)).containsExactly(RUNNING, SKIPPED);
    assertThat(plan.decisions().get(1).times()).isEqualTo(2);
  }

  @Test
  void deliversEachOverdueFireWhenNothingIsCoalesced() {
    FirePlan plan = plan(ALL, null, null, 0, NOON, NOON.plusSeconds(130));

    assertThat(states(plan)).containsExactly(RUNNING, RUNNING, RUNNING);
  }

  @Test
  void missesWhatIsLaterThanTheGraceAndOnlyThat() {
    FirePlan plan = plan(ALL, Duration.ofSeconds(70), null, 0, NOON, NOON.plusSeconds(130));

    assertThat(states(plan)).containsExactly(MISSED, RUNNING, RUNNING);
    assertThat(plan.decisions().get(0).reason()).contains("PT1M10S");
  }

  @Test
  void aFireAsLateAsTheGraceIsNotMissed() {
    FirePlan plan = plan(LATEST, Duration.ofSeconds(30), null, 0, NOON, NOON.plusSeconds(30));

    assertThat(states(plan)).containsExactly(RUNNING);
  }

  @Test
  void skipsWhatIsMoreThanMaxInstances() {
    FirePlan plan = plan(ALL, null, 3, 3, NOON, NOON.plusSeconds(130));

    assertThat(states(plan)).containsExactly(SKIPPED);
    assertThat(plan.decisions().get(0).reason()).contains("maxInstances is 3");
    assertThat(plan.decisions().get(0).times()).isEqualTo(3);
  }

  @Test
  void aMissedFireTakesNoInstance() {
    FirePlan plan = plan(ALL, Duration.ofSeconds(70), 2, 0, NOON, NOON.plusSeconds(130));

    assertThat(states(plan)).containsExactly(MISSED, RUNNING, RUNNING);
  }

  @Test
  void runsTheRestOfABatchOneAfterAnother() {
    FirePlan plan = plan(ALL, null, 1, 0, NOON, NOON.plusSeconds(130));

    assertThat(states(plan)).containsExactly(RUNNING, PENDING, PENDING);
    assertThat(plan.nextRunTime()).isEqualTo(NOON.plusSeconds(180));
  }

  @Test
  void leavesOutAnEndlessBacklogAsOneRange() {
    Instant now = NOON.plus(Duration.ofDays(365)).plusSeconds(30);

    FirePlan late = plan(ALL, Duration.ofMinutes(2), null, 0, NOON, now);
    assertThat(states(late)).containsExactly(MISSED, RUNNING, RUNNING);
    assertThat(late.decisions().get(0).scheduledTime()).isEqualTo(NOON);
    assertThat(late.decisions().get(0).until()).isBefore(now.minusSeconds(120));
    assertThat(late.nextRunTime()).isEqualTo(now.plusSeconds(30));

    FirePlan busy = plan(ALL, null, 1, 1, NOON, now);
    assertThat(states(busy)).containsExactly(SKIPPED, MISSED);
    assertThat(busy.decisions().get(0).times()).isEqualTo(1000);
    assertThat(busy.decisions().get(1).until()).isEqualTo(now.minusSeconds(30));
    assertThat(busy.decisions().get(1).times()).isEqualTo(365 * 24 * 60 + 1 - 1000);
    assertThat(busy.nextRunTime()).isEqualTo(now.plusSeconds(30));
  }

  @Test
  void theEarliestIsMissedIfItIsTooLate() {
    FirePlan plan = plan(EARLIEST, Duration.ofSeconds(70), null, 0, NOON, NOON.plusSeconds(130));

    assertThat(states(plan)).containsExactly(MISSED, SKIPPED);
  }

  @Test
  void findsTheLatestOfAnEndlessBacklog() {
    Instant now = NOON.plus(Duration.ofDays(365)).plusSeconds(30);

    FirePlan latest = plan(LATEST, null, null, 0, NOON, now);

    assertThat(states(latest)).containsExactly(SKIPPED, RUNNING);
    assertThat(latest.decisions().get(0).scheduledTime()).isEqualTo(NOON);
    assertThat(latest.decisions().get(0).until()).isBefore(now.minusSeconds(30));
    assertThat(latest.decisions().get(1).scheduledTime()).isEqualTo(now.minusSeconds(30));
    assertThat(latest.last()).isEqualTo(now.minusSeconds(30));
  }

  @Test
  void anExhaustedTriggerHasNoNextRunTime() {
    Trigger once =
        TriggerReader.read(
            Map.of("type", "date", "runDate", "2026-03-01T12:00:00Z"),
            new TriggerContext(ZoneOffset.UTC, NOON, 1));

    FirePlan plan =
        FirePlanner.plan(
            once, policies(LATEST, null, null), NOON, JobLoad.NONE, NOON.plusSeconds(5));

    assertThat(states(plan)).containsExactly(RUNNING);
    assertThat(plan.nextRunTime()).isNull();
  }

  private FirePlan plan(
      Coalesce coalesce,
      @Nullable Duration grace,
      @Nullable Integer maxInstances,
      int inFlight,
      Instant due,
      Instant now) {
    return FirePlanner.plan(
        everyMinute,
        policies(coalesce, grace, maxInstances),
        due,
        new JobLoad(inFlight, 0, 0),
        now);
  }

  private static Policies policies(
      Coalesce coalesce, @Nullable Duration grace, @Nullable Integer maxInstances) {
    return new Policies(
        grace,
        coalesce,
        null,
        maxInstances,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<FireState> states(FirePlan plan) {
    return plan.decisions().stream().map(FirePlan.Decision::state).toList();
  }
}
