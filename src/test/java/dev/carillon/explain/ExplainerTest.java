package dev.carillon.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.explain.Reason.Code;
import dev.carillon.fire.AttemptOutcome;
import dev.carillon.fire.DeadLetterState;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.ChangeKind;
import dev.carillon.job.JobState;
import dev.carillon.job.OverlapPolicy;
import dev.carillon.job.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each outcome, and the words that must be in its sentence or its reasons. */
class ExplainerTest {

  private static final String PAST = "2026-03-01T10:00:00Z";
  private static final String EARLY = "2026-02-01T00:00:00Z";
  private static final String FUTURE = "2026-03-01T20:00:00Z";

  static Stream<Arguments> withoutRow() {
    return Stream.of(
        cased("not a fire time", new Scene(), "2026-03-01T10:15:00Z", Outcome.NOT_A_FIRE_TIME)
            .says("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "every hour"),
        cased("a microsecond off", new Scene(), "2026-03-01T10:00:00.000001Z")
            .is(Outcome.NOT_A_FIRE_TIME),
        cased("before it was created", new Scene(), "2025-12-31T10:00:00Z")
            .is(Outcome.BEFORE_CREATION)
            .says("2026-01-01T00:30:00Z"),
        cased("before startTime", bounded(), "2026-02-01T10:00:00Z")
            .is(Outcome.OUTSIDE_SCHEDULE)
            .says("startTime", "2026-02-02T00:00:00Z"),
        cased("at startTime", bounded(), "2026-02-02T00:00:00Z").is(Outcome.NOT_RECORDED),
        cased("at endTime", bounded(), "2026-04-01T00:00:00Z").is(Outcome.PLANNED),
        cased("after endTime", bounded(), "2026-04-01T01:00:00Z")
            .is(Outcome.OUTSIDE_SCHEDULE)
            .says("endTime", "2026-04-01T00:00:00Z"),
        cased("paused now", paused(null), PAST)
            .is(Outcome.PAUSED)
            .says("was paused by ann since 2026-03-01T09:30:00Z", "receiver under repair"),
        cased("before the pause of now", paused(null), "2026-03-01T09:00:00Z")
            .is(Outcome.NOT_RECORDED),
        cased("to come while paused", paused(null), FUTURE)
            .is(Outcome.PAUSED)
            .says("is paused by ann", "only if it is resumed"),
        cased("to come before the pause ends", paused("2026-03-01T20:00:01Z"), FUTURE)
            .is(Outcome.PAUSED)
            .says("until 2026-03-01T20:00:01Z"),
        cased("just when the pause ends", paused("2026-03-01T20:00:00Z"), FUTURE)
            .is(Outcome.PLANNED)
            .says("paused now, until 2026-03-01T20:00:00Z"),
        cased("in a pause of the past", pausedOnce(null), PAST)
            .is(Outcome.PAUSED)
            .says("by ann", "some work"),
        cased("after a pause that ended", pausedOnce("2026-03-01T09:59:00Z"), PAST)
            .is(Outcome.NOT_RECORDED),
        cased("in error then", new Scene().stateChange(ChangeKind.ERROR, EARLY, null), PAST)
            .is(Outcome.JOB_ERROR)
            .says("was in state ERROR", "some work"),
        cased("completed then", new Scene().stateChange(ChangeKind.COMPLETED, EARLY, null), PAST)
            .is(Outcome.WOULD_BE_AFTER_COMPLETION),
        cased("resumed then", new Scene().stateChange(ChangeKind.RESUMED, EARLY, null), PAST)
            .is(Outcome.NOT_RECORDED)
            .says("history.succeeded"),
        cased("completed", completed(), FUTURE)
            .is(Outcome.WOULD_BE_AFTER_COMPLETION)
            .says("is COMPLETED since 2026-02-01"),
        cased("in error, to come", inError(), FUTURE)
            .is(Outcome.JOB_ERROR)
            .says("is in state ERROR", "no such type"),
        cased("unreadable", inError().unreadable(), FUTURE).is(Outcome.JOB_ERROR),
        cased("due and not claimed", due(), "2026-03-01T12:00:00Z")
            .is(Outcome.WAITING)
            .says("Due since 2026-03-01T12:00:00Z", "2096000.000 ms"),
        cased("due before the next run time", due(), "2026-03-01T11:00:00Z")
            .is(Outcome.NOT_RECORDED),
        cased("due while the scheduler is paused", due().schedulerPaused(), "2026-03-01T12:00:00Z")
            .is(Outcome.WAITING)
            .says("the scheduler is paused by bob", "upgrade"),
        cased("planned", new Scene(), FUTURE).is(Outcome.PLANNED).says("unless", "coalesce"),
        cased("the last of maxFires", limited(3), "2026-03-01T15:00:00Z")
            .is(Outcome.PLANNED)
            .says("maxFires is 10, and 7"),
        cased("beyond maxFires", limited(3), "2026-03-01T16:00:00Z")
            .is(Outcome.WOULD_BE_AFTER_COMPLETION)
            .says("after 3 more", "maxFires is 10, and 7"),
        cased("before the next run time", later(), FUTURE)
            .is(Outcome.NOT_A_FIRE_TIME)
            .says("2026-03-02T13:00:00Z"),
        cased("planned by old rules", planned(), "2026-03-01T13:07:00Z").is(Outcome.PLANNED),
        cased(
                "before the trigger was changed",
                new Scene().triggerChange(EARLY),
                "2026-01-05T07:00:00Z")
            .is(Outcome.NOT_RECORDED)
            .says("the trigger was changed at " + EARLY + " by ann"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withoutRow")
  void saysWhyThereIsNoRow(Case expected) {
    expected.check();
  }

  private static Scene bounded() {
    return new Scene().between("2026-02-02T00:00:00Z", "2026-04-01T00:00:00Z");
  }

  private static Scene paused(@Nullable String until) {
    return new Scene()
        .state(JobState.PAUSED, "2026-03-01T09:30:00Z", "ann", "receiver under repair")
        .job(
            job -> {
              job.pausedUntil = until == null ? null : Instant.parse(until);
              job.nextRunTime = job.pausedUntil;
            });
  }

  private static Scene pausedOnce(@Nullable String until) {
    return new Scene()
        .state(JobState.ENABLED, "2026-03-01T11:00:00Z", "bob", null)
        .stateChange(ChangeKind.PAUSED, "2026-03-01T09:30:00Z", until);
  }

  private static Scene completed() {
    return new Scene().state(JobState.COMPLETED, EARLY, "carillon", "maxFires is 3");
  }

  private static Scene inError() {
    return new Scene().state(JobState.ERROR, EARLY, "carillon", "no such type");
  }

  private static Scene due() {
    return new Scene().job(job -> job.nextRunTime = Instant.parse("2026-03-01T12:00:00Z"));
  }

  private static Scene later() {
    return new Scene().job(job -> job.nextRunTime = Instant.parse("2026-03-02T13:00:00Z"));
  }

  private static Scene planned() {
    return new Scene().job(job -> job.nextRunTime = Instant.parse("2026-03-01T13:07:00Z"));
  }

  private static Scene limited(long left) {
    return new Scene().policies(policies(null, 10L)).job(job -> job.scheduledCount = 10 - left);
  }

  private static Policies policies(@Nullable Duration grace, @Nullable Long maxFires) {
    return new Policies(
        grace,
        null,
        null,
        1,
        OverlapPolicy.SKIP,
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

  static Stream<Arguments> withRow() {
    return Stream.of(
        cased("delivered", delivered(), PAST, Outcome.DELIVERED)
            .says(
                "attempt 1 on pod-a was confirmed with status 200",
                "1500.250 ms after its time",
                "decided at 2026-03-01T10:00:00.001250Z, 1.250 ms after its time"),
        cased("failed", ended(FireState.FAILED), PAST, Outcome.FAILED)
            .says(
                "attempt 3 on pod-a was the last one: status 503",
                "DEAD_LETTER the report to the dead letter target is PENDING"),
        cased("under way", ended(FireState.RUNNING), PAST, Outcome.IN_PROGRESS)
            .says("attempt 3 on pod-a started at", "2026-03-01T12:35:00Z"),
        cased("retrying", ended(FireState.RETRYING), PAST, Outcome.RETRYING)
            .says("failed: status 503", "due at 2026-03-01T12:35:00Z", "attempt 4"),
        cased("in the queue", pending(null, "2026-03-01T12:00:00Z"), PAST, Outcome.WAITING)
            .says("a process to take it", "from 2026-03-01T12:00:00Z on"),
        cased("buffered", pending(Rule.MAX_INSTANCES, null), PAST, Outcome.WAITING)
            .says("a free instance"),
        cased("in its lane", pending(Rule.ORDERED, null), PAST, Outcome.WAITING).says("its turn"),
        cased(
                "held by a pause",
                pending(null, null).state(JobState.PAUSED, EARLY, "ann", "x"),
                PAST)
            .is(Outcome.WAITING)
            .says("held while the job is paused by ann since " + EARLY + ": x"),
        cased("held by all", pending(null, null).schedulerPaused(), PAST)
            .is(Outcome.WAITING)
            .says("the scheduler is paused by bob"),
        cased("missed", left(FireState.MISSED, Rule.MISFIRE_GRACE_TIME, null), PAST)
            .is(Outcome.MISSED)
            .says("misfireGraceTime is PT1H", "7200000.000 ms after its time"),
        cased("too old", left(FireState.MISSED, Rule.CATCH_UP_MAX_AGE, null), PAST)
            .is(Outcome.MISSED)
            .says("catchUp.maxAge"),
        cased("too many", left(FireState.MISSED, Rule.CATCH_UP_MAX_COUNT, null), PAST)
            .is(Outcome.MISSED)
            .says("catchUp.maxCount is 1000"),
        cased("cancelled", left(FireState.CANCELLED, Rule.JOB_PAUSED, null), PAST)
            .is(Outcome.CANCELLED)
            .says("Cancelled, at 2026-03-01T12:00:00Z: the job was paused"),
        cased("in a range", left(FireState.MISSED, Rule.CATCH_UP_MAX_AGE, "2026-03-01T11:00:00Z"))
            .at("2026-03-01T11:00:00Z")
            .is(Outcome.MISSED)
            .says("one row stands for 2 fire times from 2026-03-01T10:00:00Z", "3600000.000 ms"),
        cased(
                "between the times of a range",
                left(FireState.MISSED, Rule.CATCH_UP_MAX_AGE, "2026-03-01T11:00:00Z"))
            .at("2026-03-01T10:30:00Z")
            .is(Outcome.NOT_A_FIRE_TIME),
        cased("in a range behind a run on demand", onDemandInRange())
            .at("2026-03-01T11:00:00Z")
            .is(Outcome.SKIPPED),
        cased("on demand", onDemandInRange())
            .at("2026-03-01T10:20:00.000001Z")
            .is(Outcome.DELIVERED)
            .says("run on demand"),
        cased("older than the job", delivered().job(job -> job.createdAt = Scene.CURRENT), PAST)
            .is(Outcome.DELIVERED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withRow")
  void saysWhatTheLedgerSays(Case expected) {
    expected.check();
  }

  private static Scene delivered() {
    return new Scene()
        .delivered(PAST, "2026-03-01T10:00:00.001250Z", "2026-03-01T10:00:01.500250Z");
  }

  private static Scene ended(FireState state) {
    return new Scene()
        .row(
            state,
            PAST,
            "2026-03-01T10:00:00Z",
            fire -> {
              fire.attempt = 3;
              fire.firstStartedAt = Instant.parse("2026-03-01T10:00:02Z");
              fire.startedAt = Instant.parse("2026-03-01T10:05:00Z");
              fire.error = "status 503";
              if (state == FireState.FAILED) {
                fire.finishedAt = Instant.parse("2026-03-01T10:05:01Z");
                fire.deadLetter = DeadLetterState.PENDING;
              } else {
                fire.nextAttemptAt = Instant.parse("2026-03-01T12:35:00Z");
              }
            });
  }

  private static Scene pending(@Nullable Rule rule, @Nullable String next) {
    return new Scene()
        .row(
            FireState.PENDING,
            PAST,
            "2026-03-01T10:00:00Z",
            fire -> {
              fire.rule = rule;
              fire.nextAttemptAt = next == null ? null : Instant.parse(next);
            });
  }

  private static Scene left(FireState state, Rule rule, @Nullable String until) {
    return new Scene()
        .policies(policies(Duration.ofHours(1), null))
        .left(state, rule, PAST, until, "2026-03-01T12:00:00Z");
  }

  private static Scene onDemandInRange() {
    return new Scene()
        .left(
            FireState.SKIPPED, Rule.COALESCED, PAST, "2026-03-01T11:00:00Z", "2026-03-01T12:00:01Z")
        .row(
            FireState.SUCCEEDED,
            "2026-03-01T10:20:00.000001Z",
            "2026-03-01T10:20:00Z",
            fire -> {
              fire.rule = Rule.ON_DEMAND;
              fire.attempt = 1;
              fire.finishedAt = Instant.parse("2026-03-01T10:20:01Z");
            });
  }

  @Test
  void namesTheFireIntoWhichItWasCoalesced() {
    Scene latest =
        new Scene()
            .left(
                FireState.SKIPPED,
                Rule.COALESCED,
                PAST,
                "2026-03-01T11:00:00Z",
                "2026-03-01T12:00:01Z")
            .delivered("2026-03-01T12:00:00Z", "2026-03-01T12:00:01Z", "2026-03-01T12:00:02Z");
    Scene earliest =
        new Scene()
            .delivered("2026-03-01T09:00:00Z", "2026-03-01T12:00:01Z", "2026-03-01T12:00:02Z")
            .left(
                FireState.SKIPPED,
                Rule.COALESCED,
                PAST,
                "2026-03-01T12:00:00Z",
                "2026-03-01T12:00:01Z")
            .delivered("2026-03-01T08:00:00Z", "2026-03-01T08:00:01Z", "2026-03-01T08:00:02Z")
            .delivered("2026-03-01T12:10:00Z", "2026-03-01T12:10:01Z", "2026-03-01T12:10:02Z");

    assertThat(related(latest.at(PAST))).containsExactly("COALESCED_INTO 2026-03-01T12:00:00Z");
    assertThat(related(earliest.at("2026-03-01T11:00:00Z")))
        .containsExactly("COALESCED_INTO 2026-03-01T09:00:00Z");
    assertThat(text(earliest.at(PAST))).contains("coalesced into 2026-03-01T09:00:00Z");
  }

  @Test
  void namesTheFiresThatWereUnderWay() {
    Scene scene =
        new Scene()
            .delivered("2026-03-01T07:00:00Z", "2026-03-01T07:00:00Z", "2026-03-01T09:00:00Z")
            .delivered("2026-03-01T08:00:00Z", "2026-03-01T08:00:00Z", "2026-03-01T10:30:00Z")
            .left(
                FireState.SKIPPED,
                Rule.MAX_INSTANCES,
                "2026-03-01T09:00:00Z",
                null,
                "2026-03-01T09:00:00Z")
            .left(FireState.SKIPPED, Rule.MAX_INSTANCES, PAST, null, PAST)
            .delivered("2026-03-01T11:00:00Z", "2026-03-01T11:00:00Z", "2026-03-01T11:00:01Z");

    Explanation explanation = scene.at(PAST);

    assertThat(explanation.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(related(explanation)).containsExactly("OVERLAPPED_BY 2026-03-01T08:00:00Z");
    assertThat(text(explanation)).contains("until 2026-03-01T10:30:00Z");
  }

  @Test
  void splitsTheLateness() {
    Explanation explanation =
        new Scene()
            .row(
                FireState.SUCCEEDED,
                PAST,
                "2026-03-01T10:00:00.001Z",
                fire -> {
                  fire.attempt = 2;
                  fire.firstStartedAt = Instant.parse("2026-03-01T10:00:00.003500Z");
                  fire.startedAt = Instant.parse("2026-03-01T10:00:05Z");
                  fire.finishedAt = Instant.parse("2026-03-01T10:00:06.000001Z");
                })
            .at(PAST);
    Lateness lateness = Objects.requireNonNull(explanation.lateness());

    assertThat(lateness.claim()).isEqualByComparingTo("1.000");
    assertThat(lateness.queue()).isEqualByComparingTo("2.500");
    assertThat(lateness.delivery()).isEqualByComparingTo("5996.501");
    assertThat(lateness.total()).isEqualByComparingTo("6000.001");
    assertThat(lateness.claim().add(lateness.queue()).add(lateness.delivery()))
        .isEqualByComparingTo(lateness.total());
  }

  @Test
  void whatNeverStartedHasNoQueueAndNoDelivery() {
    Explanation explanation = left(FireState.MISSED, Rule.MISFIRE_GRACE_TIME, null).at(PAST);
    Lateness lateness = Objects.requireNonNull(explanation.lateness());

    assertThat(lateness.claim()).isEqualByComparingTo("7200000.000");
    assertThat(lateness.queue()).isNull();
    assertThat(lateness.delivery()).isNull();
  }

  @Test
  void listsTheAttemptsAndTheProcessThatDecided() {
    Explanation explanation =
        ended(FireState.FAILED)
            .attempt(
                attempt -> {
                  attempt.pod = "pod-b";
                  attempt.startedAt = Instant.parse("2026-03-01T10:00:00Z");
                  attempt.finishedAt = Instant.parse("2026-03-01T10:00:01Z");
                  attempt.outcome = AttemptOutcome.LOST;
                })
            .attempt(
                attempt -> {
                  attempt.pod = "pod-a";
                  attempt.startedAt = Instant.parse("2026-03-01T10:05:00Z");
                  attempt.outcome = AttemptOutcome.FAILED;
                  attempt.responseStatus = 503;
                })
            .at(PAST);

    assertThat(text(explanation))
        .contains("decided by pod-b at 2026-03-01T10:00:00Z")
        .contains("attempt 1 on pod-b, 2026-03-01T10:00:00Z to 2026-03-01T10:00:01Z: LOST")
        .contains("attempt 2 on pod-a, 2026-03-01T10:05:00Z to …: FAILED, status 503");
    assertThat(explanation.attempts()).hasSize(2);
  }

  @Test
  void tellsWhatTheClocksDid() {
    Scene berlin = new Scene().trigger(Scene.trigger("cron 30 2 * * *", "Europe/Berlin"));

    Explanation gap = berlin.at("2026-03-29T01:30:00Z");
    Explanation overlap = berlin.at("2026-10-25T01:30:00Z");
    Explanation ordinary = berlin.at("2026-03-30T00:30:00Z");

    assertThat(gap.outcome()).isEqualTo(Outcome.NOT_A_FIRE_TIME);
    assertThat(gap.summary()).contains("02:30 on 2026-03-29 does not exist in Europe/Berlin");
    assertThat(gap.reasons()).extracting(Reason::code).contains(Code.DST);
    assertThat(gap.schedule().before()).isEqualTo("2026-03-28T01:30:00Z");
    assertThat(gap.schedule().after()).isEqualTo("2026-03-30T00:30:00Z");
    assertThat(overlap.schedule().fireTime()).isTrue();
    assertThat(text(overlap)).contains("OVERLAP_BOTH: 02:30 on 2026-10-25 exists twice");
    assertThat(overlap.schedule().before()).isEqualTo("2026-10-25T00:30:00Z");
    assertThat(ordinary.schedule().notes()).isEmpty();
  }

  private static List<String> related(Explanation explanation) {
    return explanation.related().stream()
        .map(related -> related.role() + " " + related.fire().scheduledTime)
        .toList();
  }

  private static String text(Explanation explanation) {
    return explanation.summary() + "\n" + String.join("\n", reasons(explanation));
  }

  private static List<String> reasons(Explanation explanation) {
    return explanation.reasons().stream()
        .map(reason -> reason.code() + " " + reason.text())
        .toList();
  }

  private static Case cased(String name, Scene scene) {
    return new Case(name, scene, "", Outcome.PLANNED, List.of());
  }

  private static Case cased(String name, Scene scene, String at) {
    return cased(name, scene).at(at);
  }

  private static Case cased(String name, Scene scene, String at, Outcome outcome) {
    return cased(name, scene, at).is(outcome);
  }

  /** One line of a table. */
  record Case(String name, Scene scene, String at, Outcome outcome, List<String> words)
      implements Arguments {

    Case at(String time) {
      return new Case(name, scene, time, outcome, words);
    }

    Case is(Outcome expected) {
      return new Case(name, scene, at, expected, words);
    }

    Case says(String... expected) {
      return new Case(name, scene, at, outcome, List.of(expected));
    }

    void check() {
      Explanation explanation = scene.at(at);
      String text = text(explanation);
      assertThat(explanation.outcome()).as(text).isEqualTo(outcome);
      words.forEach(word -> assertThat(text).contains(word));
    }

    @Override
    public Object[] get() {
      return new Object[] {this};
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
