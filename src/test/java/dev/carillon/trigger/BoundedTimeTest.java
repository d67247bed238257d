package dev.carillon.trigger;

import static dev.carillon.trigger.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Triggers that are written to be slow. The bounds are wide: test machines are busy. */
class BoundedTimeTest {

  private static final Duration BOUND = Duration.ofMillis(250);

  private static Map<String, @Nullable Object> gapCron() {
    return spec("cron", "month", 3, "day", "last sun", "hour", 2, "minute", 30);
  }

  private static Map<String, @Nullable Object> combined(String type, Object... triggers) {
    return spec(type, "triggers", List.of(triggers));
  }

  private static Map<String, @Nullable Object> seconds(String text) {
    return spec("cron", "second", text);
  }

  static Stream<Arguments> slow() {
    List<Object> gaps = Collections.nCopies(32, gapCron());
    Map<String, @Nullable Object> gapOfYears = gapCron();
    gapOfYears.put("year", "1970-9998");
    return Stream.of(
        arguments("gap crons", spec("or", "triggers", gaps)),
        arguments(
            "gap crons of years", spec("or", "triggers", Collections.nCopies(32, gapOfYears))),
        arguments("gap crons, jitter", spec("or", "triggers", gaps, "jitter", 3600)),
        arguments(
            "and of or of gaps",
            combined(
                "and",
                combined("or", gapCron(), seconds("*/2")),
                combined("or", gapCron(), seconds("1/2")))),
        arguments(
            "and of jitter",
            combined(
                "and",
                spec("calendarinterval", "months", 2, "days", 17, "hour", 12, "jitter", 60),
                spec("interval", "weeks", 84))),
        arguments(
            "and of walk",
            combined(
                "and",
                spec("calendarinterval", "months", 1, "days", 1, "hour", 12),
                spec("cron", "hour", 13))),
        arguments(
            "and of many",
            combined(
                "and",
                spec("or", "triggers", Collections.nCopies(32, seconds("*/2"))),
                spec("or", "triggers", Collections.nCopies(32, seconds("1/2"))))),
        arguments(
            "jitter of a rare and",
            spec(
                "and",
                "triggers",
                List.of(
                    spec("cron", "second", "*/7", "minute", "*"),
                    spec("cron", "day", 29, "month", 2, "dayOfWeek", "sun")),
                "jitter",
                366 * 86_400)),
        arguments(
            "jitter of jitter",
            spec(
                "or",
                "jitter",
                9,
                "triggers",
                Collections.nCopies(
                    32, spec("or", "jitter", 9, "triggers", List.of("every 1s", "every 3s"))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("slow")
  void answersSoon(String name, Object spec) {
    long begin = System.nanoTime();
    Trigger trigger;
    try {
      trigger = TriggerReader.read(spec, Specs.BERLIN);
    } catch (InvalidTriggerException e) {
      trigger = null;
    }
    assertSoon("read", begin);
    Instant next = Specs.ANCHOR;
    for (int i = 0; trigger != null && next != null && i < 20; i++) {
      begin = System.nanoTime();
      next = trigger.next(next, next);
      assertSoon("next " + i, begin);
    }
  }

  private static void assertSoon(String what, long begin) {
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(BOUND);
  }

  @Test
  void aTreeHasABoundedNumberOfLeaves() {
    Object part = spec("or", "triggers", Collections.nCopies(32, "every 5m"));
    assertThat(TriggerReader.read(combined("or", part, part), Specs.UTC)).isNotNull();
    assertThatThrownBy(() -> TriggerReader.read(combined("or", part, part, "every 5m"), Specs.UTC))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("at most 64 triggers");
  }

  @Test
  void textsAreBounded() {
    String years = "2027,".repeat(200_000) + "2028";
    String days = "1st mon,".repeat(100_000) + "1";
    for (Object spec :
        List.of(
            spec("cron", "year", years),
            spec("cron", "day", days),
            spec("cron", "expression", "0 0 " + "1,".repeat(500) + "1 * *"),
            "cron " + years,
            spec("date", "runDate", years))) {
      assertThatThrownBy(() -> TriggerReader.read(spec, Specs.UTC))
          .isInstanceOf(InvalidTriggerException.class)
          .hasMessageContaining("at most 1000");
    }
  }

  @Test
  void notesAreBounded() {
    List<Object> crons = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      crons.add(seconds("*/" + (i + 1)));
    }
    Trigger trigger = TriggerReader.read(spec("or", "triggers", crons), Specs.BERLIN);
    long begin = System.nanoTime();
    List<TriggerNote> notes = trigger.notes(Specs.ANCHOR, Instant.parse("9999-12-31T00:00:00Z"));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
    assertThat(notes).hasSize(100);
    assertThat(notes.get(0).text()).contains("and at least 100 more times");
  }

  @Test
  void aSearchThatEndedDoesNotHideEarlierTimes() {
    Trigger trigger = TriggerReader.read(gapCron(), Specs.BERLIN);
    assertThat(trigger.next(Specs.ANCHOR, Specs.ANCHOR)).isNull();
    Instant early = Instant.parse("1975-01-01T00:00:00Z");
    assertThat(trigger.next(early, early)).isEqualTo("1975-03-30T01:30:00Z");
    assertThat(trigger.next(Specs.ANCHOR, Specs.ANCHOR)).isNull();
  }

  @Test
  void aWalkThatWentFarStillFindsEarlierDays() {
    Object spec = spec("calendarinterval", "months", 1, "days", 1, "startDate", "2024-01-31");
    Trigger fresh = TriggerReader.read(spec, Specs.UTC);
    List<String> expected = Specs.times(fresh, "2024-01-01T00:00:00Z", 500);
    Trigger used = TriggerReader.read(spec, Specs.UTC);
    Instant far = Instant.parse("9990-01-01T00:00:00Z");
    assertThat(used.next(far, far)).isNotNull();
    assertThat(Specs.times(used, "2024-01-01T00:00:00Z", 500)).isEqualTo(expected);
    Instant last = Instant.parse("9999-12-31T00:00:00Z");
    assertThat(used.next(last, last)).isNull();
  }
}
