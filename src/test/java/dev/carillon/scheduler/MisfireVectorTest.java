package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.scheduler.FirePlan.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of due fires: our plans against what APScheduler did, 3.x and 4.x.
 *
 * <p>Its words and ours: {@code coalesce} true is LATEST, false is ALL. A backlog of 3.x is one
 * instance that runs its times one after another; ours delivers the first ones and buffers the
 * rest, so {@code executed} is both. What 4.x has queued is what BUFFER_ALL buffers. Both judge a
 * fire again when it starts, which with {@code start_delay} is later than the plan.
 */
class MisfireVectorTest {

  private static final Map<String, Integer> COUNTS = new TreeMap<>();

  static List<MisfireVector> ofVersion3() {
    return MisfireVector.all().stream().filter(vector -> !vector.isOfVersion4()).toList();
  }

  static List<MisfireVector> ofVersion4() {
    return MisfireVector.all().stream().filter(MisfireVector::isOfVersion4).toList();
  }

  @Test
  void allLinesAreAsked() {
    assertThat(ofVersion3()).hasSize(96);
    assertThat(ofVersion4()).hasSize(36);
  }

  @ParameterizedTest
  @MethodSource("ofVersion3")
  void answersAsVersion3(MisfireVector vector) {
    check(vector, () -> checkVersion3(vector));
  }

  @ParameterizedTest
  @MethodSource("ofVersion4")
  void answersAsVersion4(MisfireVector vector) {
    check(vector, () -> checkVersion4(vector));
  }

  private static void check(MisfireVector vector, Runnable check) {
    String version = vector.isOfVersion4() ? "4.x " : "3.x ";
    count(version + "lines");
    check.run();
    count(version + "answered alike");
  }

  private static void checkVersion3(MisfireVector vector) {
    assertThat(vector.dueTimes()).isEqualTo(vector.expected("due"));
    if (vector.expected("due").isEmpty()) {
      assertThat(vector.firstDue()).isAfter(vector.now()).isEqualTo(vector.nextRunTimeAfter());
      count("3.x not due");
      return;
    }
    FirePlan plan = vector.plan();
    List<Instant> executed = new ArrayList<>();
    List<Instant> missed = new ArrayList<>();
    List<Instant> withoutInstance = new ArrayList<>();
    List<Instant> coalesced = new ArrayList<>();
    for (Instant time : vector.dueTimes()) {
      Decision decision = decision(plan, time);
      if (decision.state() == FireState.SKIPPED) {
        (decision.rule() == Rule.COALESCED ? coalesced : withoutInstance).add(time);
      } else if (decision.isFire() && !vector.isTooLateAtStart(time)) {
        executed.add(time);
      } else {
        assertThat(decision.isFire() || decision.rule() == Rule.MISFIRE_GRACE_TIME).isTrue();
        missed.add(time);
      }
    }

    assertThat(executed).as("executed").isEqualTo(vector.expected("executed"));
    assertThat(missed).as("missed").isEqualTo(vector.expected("missed"));
    assertThat(withoutInstance).as("skipped").isEqualTo(vector.expected("skipped_max_instances"));
    List<Instant> notSubmitted = new ArrayList<>(vector.expected("due"));
    notSubmitted.removeAll(vector.expected("submitted"));
    notSubmitted.removeAll(vector.expected("skipped_max_instances"));
    assertThat(coalesced).as("coalesced").isEqualTo(notSubmitted);
    checkBooks(vector, plan);
    assertThat(plan.nextRunTime() == null).as("removed").isEqualTo(vector.isRemoved());
  }

  private static void checkVersion4(MisfireVector vector) {
    FirePlan plan = vector.plan();
    for (Map.Entry<Instant, String> job : vector.outcomes().entrySet()) {
      Decision decision = decision(plan, job.getKey());
      assertThat(decision.state())
          .as("%s", job)
          .isEqualTo(
              switch (job.getValue()) {
                case "run" -> FireState.RUNNING;
                case "queued" -> FireState.PENDING;
                case "missed_start_deadline" -> FireState.MISSED;
                default -> throw new AssertionError("unknown outcome " + job);
              });
    }
    assertThat(vector.dueTimes())
        .filteredOn(time -> !vector.outcomes().containsKey(time))
        .as("left out")
        .noneMatch(time -> decision(plan, time).isFire());
    checkBooks(vector, plan);
  }

  /** Every due time is in exactly one row, and the plan goes on where APScheduler does. */
  private static void checkBooks(MisfireVector vector, FirePlan plan) {
    assertThat(plan.decisions().stream().mapToLong(Decision::times).sum())
        .isEqualTo(vector.dueTimes().size());
    assertThat(plan.nextRunTime()).as("next").isEqualTo(vector.nextRunTimeAfter());
  }

  private static Decision decision(FirePlan plan, Instant time) {
    List<Decision> covering =
        plan.decisions().stream()
            .filter(row -> !time.isBefore(row.scheduledTime()) && !time.isAfter(row.last()))
            .toList();
    assertThat(covering).as("rows of %s", time).hasSize(1);
    return covering.get(0);
  }

  private static void count(String what) {
    COUNTS.merge(what, 1, Integer::sum);
  }

  @AfterAll
  static void printCounts() {
    COUNTS.forEach((what, count) -> System.out.printf("misfire vectors: %s %d%n", what, count));
  }
}
