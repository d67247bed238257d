package dev.carillon.trigger;

import static dev.carillon.trigger.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TriggerKindsTest {

  private static Trigger read(Object spec) {
    return TriggerReader.read(spec, Specs.UTC);
  }

  @Test
  void anIntervalWithoutStartWaitsForOneInterval() {
    assertThat(Specs.times(read("every 10m"), "2026-03-01T10:00:00Z", 2))
        .containsExactly("2026-03-01T10:10:00Z", "2026-03-01T10:20:00Z");
  }

  @Test
  void anIntervalFiresAtOnceIfAsked() {
    Trigger trigger = read(spec("interval", "minutes", 10, "fireImmediately", true));
    assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 2))
        .containsExactly("2026-03-01T10:00:00Z", "2026-03-01T10:10:00Z");
  }

  @Test
  void anIntervalKeepsItsPhaseOverAnyGap() {
    Trigger trigger = read(spec("interval", "seconds", 7));
    assertThat(trigger.next(Instant.parse("9000-01-01T00:00:00.123Z"), Specs.ANCHOR))
        .satisfies(
            next -> assertThat(Duration.between(Specs.ANCHOR, next).toSeconds() % 7).isZero());
  }

  @Test
  void nothingFiresAfterTheYear9999() {
    Instant last = Instant.parse("9999-12-31T23:59:59Z");
    assertThat(read("cron * * * * * *").next(last, last)).isNull();
    assertThat(read("cron * * * * * * America/New_York").next(last, last)).isNull();
    assertThat(read("every 1s").next(last, last)).isNull();
    assertThat(read(spec("calendarinterval", "days", 1)).next(last, last)).isNull();
    assertThat(read(spec("calendarinterval", "months", 1, "days", 1)).next(last, last)).isNull();
    Instant later = Instant.parse("+12000-01-01T00:00:00Z");
    assertThat(read("every 1s").next(null, later)).isNull();
  }

  @Test
  void nothingFiresBefore1970() {
    Instant early = Instant.parse("1900-01-01T00:00:00Z");
    assertThat(read("cron 0 0 * * * Asia/Tokyo").next(null, early))
        .isEqualTo("1970-01-01T15:00:00Z");
  }

  @Test
  void aDateWithoutTimeFiresAtItsCreation() {
    assertThat(Specs.times(read(spec("date")), "2030-01-01T00:00:00Z", 2))
        .containsExactly("2026-03-01T10:00:00Z");
  }

  @Test
  void aCalendarIntervalWithoutStartNeverFiresBeforeItsCreation() {
    Trigger trigger = read(spec("calendarinterval", "days", 2, "hour", 9));
    assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 2))
        .containsExactly("2026-03-03T09:00:00Z", "2026-03-05T09:00:00Z");
  }

  @Test
  void aCalendarIntervalFindsItsWayFromAnyTime() {
    Trigger trigger =
        read(spec("calendarinterval", "months", 1, "startDate", "2026-01-31", "hour", 9));
    Instant far = Instant.parse("2999-02-01T00:00:00Z");
    assertThat(trigger.next(far, far)).isEqualTo("2999-03-31T09:00:00Z");
  }

  @Test
  void aCalendarIntervalOfLeapDaysSkipsTheYearsBetween() {
    Trigger trigger = read(spec("calendarinterval", "years", 1, "startDate", "2024-02-29"));
    Instant far = Instant.parse("2096-03-01T00:00:00Z");
    assertThat(trigger.next(far, far)).isEqualTo("2104-02-29T00:00:00Z");
  }

  @Test
  void anOrCountsSharedTimesOnce() {
    Trigger trigger =
        read(
            spec(
                "or",
                "triggers",
                List.of(spec("cron", "hour", "*/2"), spec("cron", "hour", "*/3"))));
    assertThat(Specs.times(trigger, "2026-03-01T00:00:00Z", 4))
        .containsExactly(
            "2026-03-01T00:00:00Z",
            "2026-03-01T02:00:00Z",
            "2026-03-01T03:00:00Z",
            "2026-03-01T04:00:00Z");
  }

  @Test
  void thePastOfOneTriggerInAnOrDoesNotCallUpThePastOfTheOthers() {
    Trigger trigger =
        read(
            spec(
                "or",
                "triggers",
                List.of(spec("date", "runDate", "2020-01-01"), spec("cron", "hour", 5))));
    assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 1))
        .containsExactly("2026-03-02T05:00:00Z");
  }

  @Test
  void triggersInACombinationMayBeTexts() {
    Trigger trigger = read(spec("or", "triggers", List.of("every 7h", "cron 0 12 * * *")));
    assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 2))
        .containsExactly("2026-03-01T12:00:00Z", "2026-03-01T17:00:00Z");
  }

  @Test
  void triggersInACombinationInheritItsZone() {
    Trigger trigger =
        read(
            spec(
                "or",
                "timeZone",
                "Europe/Berlin",
                "triggers",
                List.of(spec("cron", "hour", 5), spec("cron", "hour", 5, "timeZone", "UTC"))));
    assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 2))
        .containsExactly("2026-03-02T04:00:00Z", "2026-03-02T05:00:00Z");
  }

  @Test
  void anAndEndsWithTheFirstOfItsTriggers() {
    Trigger trigger =
        read(
            spec(
                "and",
                "triggers",
                List.of(
                    spec("cron", "hour", 5, "endDate", "2026-03-03"), spec("cron", "hour", 5))));
    assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 5))
        .containsExactly("2026-03-02T05:00:00Z");
  }

  @Test
  void anAndThatGivesUpDoesNotClaimToBeExhausted() {
    Trigger trigger =
        read(
            spec(
                "and",
                "triggers",
                List.of(
                    spec(
                        "or",
                        "triggers",
                        List.of(spec("date", "runDate", "2026-03-02"), spec("cron", "minute", 1))),
                    spec("cron", "minute", "*/2"))));
    Instant only = Instant.parse("2026-03-02T00:00:00Z");
    assertThat(trigger.next(null, Specs.ANCHOR)).isEqualTo(only);
    assertThatThrownBy(() -> trigger.next(only, only))
        .isInstanceOf(TriggerSearchException.class)
        .hasMessageContaining("do not fire together within");
    TriggerPreview preview = TriggerPreview.of(trigger, Specs.ANCHOR, null, 5);
    assertThat(preview.fireTimes()).containsExactly(only);
    assertThat(preview.exhausted()).isFalse();
  }

  @Test
  void aStartOrEndIsInTheYearThatIsWritten() {
    Trigger early =
        TriggerReader.read(
            spec("interval", "hours", 5, "startDate", "1970-01-01T00:00:00"),
            Specs.context("Asia/Tokyo"));
    assertThat(early.next(null, Instant.EPOCH)).isEqualTo("1970-01-01T01:00:00Z");
    Trigger late =
        TriggerReader.read(
            spec("cron", "hour", 5, "endDate", "9999-12-31T23:59:59"),
            Specs.context("America/New_York"));
    assertThat(late.next(null, Specs.ANCHOR)).isNotNull();
    assertThat(late.describe()).endsWith("until 9999-12-31T23:59:59.999999Z");
  }

  @Test
  void jitterDelaysWithinItsBoundsAndKeepsTheOrder() {
    Trigger plain = read(spec("cron", "minute", "*/5"));
    Trigger jittered = read(spec("cron", "minute", "*/5", "jitter", 3600));
    Instant base = Objects.requireNonNull(plain.next(null, Specs.ANCHOR));
    Instant delayed = Objects.requireNonNull(jittered.next(null, Specs.ANCHOR));
    for (int i = 0; i < 500; i++) {
      Instant following = after(plain, base);
      assertThat(delayed).isAfterOrEqualTo(base).isBefore(following);
      base = following;
      delayed = after(jittered, delayed);
    }
  }

  private static Instant after(Trigger trigger, Instant time) {
    return Objects.requireNonNull(trigger.next(time, time));
  }

  @Test
  void jitterNeverPassesTheEnd() {
    Trigger trigger =
        read(
            spec(
                "interval",
                "minutes",
                10,
                "jitter",
                86_400,
                "startDate",
                "2026-03-01T10:00:00Z",
                "endDate",
                "2026-03-01T10:10:00.000050Z"));
    List<String> times = Specs.times(trigger, "2026-03-01T10:00:00Z", 5);
    assertThat(times).hasSize(2);
    assertThat(Instant.parse(times.get(1)))
        .isBetween(
            Instant.parse("2026-03-01T10:10:00Z"), Instant.parse("2026-03-01T10:10:00.000050Z"));
  }

  @Test
  void jitterDiffersFromJobToJob() {
    TriggerContext other = new TriggerContext(Specs.UTC.zone(), Specs.ANCHOR, 8);
    Object spec = spec("cron", "hour", 5, "jitter", 600);
    assertThat(read(spec).next(null, Specs.ANCHOR))
        .isNotEqualTo(TriggerReader.read(spec, other).next(null, Specs.ANCHOR));
  }

  @Test
  void aNumberWithoutAFractionIsWholeHoweverItIsWritten() {
    Instant anchor = Instant.parse("2026-01-01T00:00:00Z");
    TriggerContext context = new TriggerContext(ZoneId.of("UTC"), anchor, 1);

    assertThat(
            TriggerReader.read(Map.of("type", "interval", "hours", 2.0), context)
                .next(null, anchor))
        .isEqualTo(anchor.plusSeconds(7200));
    assertThatThrownBy(() -> TriggerReader.read(Map.of("type", "interval", "hours", 1.5), context))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("1.5");
    assertThatThrownBy(
            () ->
                TriggerReader.read(
                    Map.of("type", "interval", "hours", new BigDecimal("1E999999999")), context))
        .isInstanceOf(InvalidTriggerException.class);
  }

  @Test
  void anIntervalWhoseFirstTimeLiesBeyondAllTimesIsRefused() {
    Instant anchor = Instant.parse("2026-01-01T00:00:00Z");
    TriggerContext context = new TriggerContext(ZoneId.of("UTC"), anchor, 1);

    assertThatThrownBy(
            () ->
                TriggerReader.read(
                    Map.of("type", "interval", "seconds", 253_402_300_000L), context))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageStartingWith("this can never fire");
  }

  @Test
  void datesAndIntervalsKeepTheZoneTheyWereWrittenIn() {
    TriggerContext context =
        new TriggerContext(ZoneId.of("UTC"), Instant.parse("2026-01-01T00:00:00Z"), 1);

    assertThat(
            TriggerReader.read(
                    Map.of(
                        "type",
                        "date",
                        "runDate",
                        "2026-02-01T00:00:00",
                        "timeZone",
                        "Europe/Berlin"),
                    context)
                .zone())
        .isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(
            TriggerReader.read(
                    Map.of("type", "interval", "days", 1, "timeZone", "Asia/Tokyo"), context)
                .zone())
        .isEqualTo(ZoneId.of("Asia/Tokyo"));
  }

  @Test
  void aDayThatDoesNotExistIsQuotedWithWhatWouldBeValid() {
    TriggerContext context =
        new TriggerContext(ZoneId.of("UTC"), Instant.parse("2026-01-01T00:00:00Z"), 1);

    for (String text : List.of("2027-02-29", "2027-01-01T24:00:00", "2027-01-01T09:00:00+19:00")) {
      assertThatThrownBy(() -> TriggerReader.read(Map.of("type", "date", "runDate", text), context))
          .isInstanceOf(InvalidTriggerException.class)
          .hasMessageContaining("\"" + text + "\"")
          .hasMessageContaining("such as 2027-01-31T09:00:00Z");
    }
  }

  @Test
  void aDescriptionOfVeryManyValuesStaysASentence() {
    TriggerContext context =
        new TriggerContext(ZoneId.of("UTC"), Instant.parse("2026-01-01T00:00:00Z"), 1);

    assertThat(TriggerReader.read(Map.of("type", "cron", "year", "*/2"), context).describe())
        .contains("more")
        .hasSizeLessThan(200);
  }
}
