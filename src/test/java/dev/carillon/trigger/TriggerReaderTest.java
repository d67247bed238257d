package dev.carillon.trigger;

import static dev.carillon.trigger.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerReaderTest {

  static Stream<Arguments> refused() {
    Object nested = spec("cron", "minute", "*");
    for (int i = 0; i < 4; i++) {
      nested = spec("or", "triggers", List.of(nested));
    }
    Object and = spec("and", "triggers", List.of(spec("cron", "hour", 1)));
    return Stream.of(
        arguments(5, "", "a trigger is an object"),
        arguments(Map.of("hour", 5), "/type", "needs a type"),
        arguments(spec("hourly"), "/type", "\"hourly\""),
        arguments(Map.of("type", 3), "/type", "3 is not a text"),
        arguments(spec("cron"), "", "at least one field"),
        arguments(spec("cron", "hours", 5), "/hours", "unknown member \"hours\"; known are"),
        arguments(spec("cron", "a/b~c", 5), "/a~1b~0c", "unknown member"),
        arguments(spec("cron", "hour", 24), "/hour", "position 1: 24 is not in 0-23"),
        arguments(spec("cron", "hour", "1,5;6"), "/hour", "position 4: \";6\" does not belong"),
        arguments(spec("cron", "hour", 5.0), "/hour", "neither a whole number nor a text"),
        arguments(spec("cron", "hour", ""), "/hour", "hour is empty"),
        arguments(spec("cron", "hour", "1,,2"), "/hour", "position 3: nothing here"),
        arguments(spec("cron", "hour", "5-"), "/hour", "position 3: a number is needed"),
        arguments(spec("cron", "hour", "*/0"), "/hour", "a step is at least 1"),
        arguments(spec("cron", "minute", "*/60"), "/minute", "larger than the range (59)"),
        arguments(spec("cron", "minute", "007"), "/minute", "more than 2 digits"),
        arguments(spec("cron", "minute", "\uFF15"), "/minute", "a value is needed"),
        arguments(spec("cron", "month", "dec-jan"), "/month", "ends before it begins"),
        arguments(spec("cron", "month", "jan-"), "/month", "a name is needed"),
        arguments(spec("cron", "month", "jan-mar/2"), "/month", "\"/2\" does not belong"),
        arguments(spec("cron", "dayOfWeek", "monday"), "/dayOfWeek", "no such name: monday"),
        arguments(spec("cron", "dayOfWeek", "5-1"), "/dayOfWeek", "ends before it begins (5-1)"),
        arguments(spec("cron", "day", "6th mon"), "/day", "1st, 2nd"),
        arguments(spec("cron", "day", "mon"), "/day", "no such name"),
        arguments(spec("cron", "hour", "H"), "/hour", "no such name: H"),
        arguments(spec("cron", "hour", 5, "expression", "* * * * *"), "/hour", "without expr"),
        arguments(spec("cron", "month", 2, "day", 30), "", "this can never fire"),
        arguments(expression("0 0 30 2 *"), "/expression", "this can never fire"),
        arguments(expression("0 0 31W 2 *"), "/expression", "this can never fire"),
        arguments(expression("* * * *"), "/expression", "has 4 fields"),
        arguments(expression("* * * * * * * *"), "/expression", "has 8 fields"),
        arguments(expression("0 61 * * *"), "/expression", "hour \"0 61 * * *\", position 3: 61"),
        arguments(expression("@reboot"), "/expression", "@hourly"),
        arguments(expression("@every x"), "/expression", "no duration"),
        arguments(expression("@every 0s"), "/expression", "no duration"),
        arguments(expression("0 0 L-31 * *"), "/expression", "days before the last one"),
        arguments(expression("0 0 15WW * *"), "/expression", "a day and one W"),
        arguments(expression("0 0 * * L"), "/expression", "no such name: L"),
        arguments(expression("0 0 * * mon#6"), "/expression", "1st to a 5th"),
        arguments(expression("0 0 * * mon-friL"), "/expression", "L or #n is needed"),
        arguments(expression("0 0 * * foo#1"), "/expression", "no such weekday: foo"),
        arguments(expression("0 0 * * 1-fri"), "/expression", "a number is needed"),
        arguments(expression("H(5-2) * * * *"), "/expression", "H(a-b)"),
        arguments(expression("H(5) * * * *"), "/expression", "H(a-b)"),
        arguments(expression("H/0 * * * *"), "/expression", "a step is from 1"),
        arguments(expression("0 0 0 1 1 ? H"), "/expression", "no such name: H"),
        arguments(
            spec("cron", "expression", "@every 5m", "dayMatch", "ANY"), "/dayMatch", "unknown"),
        arguments(spec("cron", "expression", 5), "/expression", "5 is not a text"),
        arguments(spec("cron", "hour", 5, "dayMatch", "SOME"), "/dayMatch", "none of ALL, ANY"),
        arguments(spec("cron", "hour", 5, "dst", "SKIP"), "/dst", "an object"),
        arguments(spec("cron", "hour", 5, "dst", Map.of("gap", "X")), "/dst/gap", "SHIFT_FORWARD"),
        arguments(spec("cron", "hour", 5, "dst", Map.of("fold", "X")), "/dst/fold", "unknown"),
        arguments(spec("cron", "hour", 5, "jitter", -1), "/jitter", "-1 is not in 0 to"),
        arguments(spec("cron", "hour", 5, "jitter", "1"), "/jitter", "not a whole number"),
        arguments(spec("cron", "hour", 5, "startDate", "2024-13-01"), "/startDate", "2024-13-01"),
        arguments(spec("cron", "hour", 5, "endDate", "soon"), "/endDate", "is not a date-time"),
        arguments(zone("Mars/Phobos"), "/timeZone", "no IANA time zone"),
        arguments(zone("GMT+25"), "/timeZone", "no IANA time zone"),
        arguments(zone("UTC+1"), "/timeZone", "no IANA time zone"),
        arguments(zone("SystemV/EST5"), "/timeZone", "no IANA time zone"),
        arguments(zone("UT-1"), "/timeZone", "no IANA time zone"),
        arguments(zone("GMT+00"), "/timeZone", "no IANA time zone"),
        arguments(zone("+01:00"), "/timeZone", "no IANA time zone"),
        arguments(zone("not a zone"), "/timeZone", "no IANA time zone"),
        arguments(spec("interval"), "", "at least one second"),
        arguments(spec("interval", "minutes", "5"), "/minutes", "not a whole number"),
        arguments(spec("interval", "minutes", -5), "/minutes", "-5 is not in 0"),
        arguments(spec("interval", "minutes", new BigDecimal("0.5")), "/minutes", "whole"),
        arguments(spec("interval", "hours", BigInteger.TEN.pow(30)), "/hours", "is not in"),
        arguments(
            spec("interval", "hours", 1, "fireImmediately", "yes"), "/fireImmediately", "true"),
        arguments(
            spec("interval", "hours", 1, "fireImmediately", true, "startDate", "2026-01-01"),
            "/fireImmediately",
            "without startDate"),
        arguments(spec("date", "runDate", "1969-12-31"), "/runDate", "1970 to 9999"),
        arguments(spec("date", "runDate", 5), "/runDate", "5 is not a text"),
        arguments(spec("date", "runDate", "2026-01-01T10:00:00+19:00"), "/runDate", "19"),
        arguments(spec("calendarinterval"), "", "at least one day"),
        arguments(
            spec("calendarinterval", "days", 1, "startDate", "2024-05-01T10:00:00"),
            "/startDate",
            "not a date such as"),
        arguments(spec("calendarinterval", "days", 1, "hour", 24), "/hour", "24 is not in 0 to 23"),
        arguments(spec("or"), "/triggers", "a list of 1 to 32"),
        arguments(spec("or", "triggers", List.of()), "/triggers", "a list of 1 to 32"),
        arguments(
            spec("or", "triggers", Collections.nCopies(33, "every 5m")), "/triggers", "1 to 32"),
        arguments(spec("or", "triggers", List.of(spec("date"), 1)), "/triggers/1", "an object"),
        arguments(
            spec("or", "triggers", List.of(spec("cron", "hour", "x"))), "/triggers/0/hour", "x"),
        arguments(nested, "/triggers/0/triggers/0/triggers/0/triggers", "nested deeper"),
        arguments(spec("and", "triggers", List.of(and)), "/triggers/0", "no other and"),
        arguments(
            spec("and", "triggers", List.of(spec("or", "triggers", List.of(and), "jitter", 3))),
            "/triggers/0",
            "no other and"),
        arguments(
            spec("and", "triggers", List.of(spec("cron", "minute", 1), spec("cron", "minute", 2))),
            "/triggers",
            "do not fire together within"),
        arguments(spec("or", "triggers", List.of("every x")), "/triggers/0", "no duration"),
        arguments("cron 61 * * * *", "", "minute \"61 * * * *\""),
        arguments("cron 0 2 * * * Europe/Berlim", "", "\"Europe/Berlim\" is no IANA"),
        arguments("cron", "", "has 0 fields"),
        arguments("at noon", "", "\"noon\" is not a date-time"),
        arguments("every", "", "no duration"),
        arguments("hourly", "", "begins with none of: cron, every, at"));
  }

  private static Map<String, @Nullable Object> expression(String text) {
    return spec("cron", "expression", text);
  }

  private static Map<String, @Nullable Object> zone(String id) {
    return spec("cron", "hour", 5, "timeZone", id);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWithPointerAndReason(Object spec, String pointer, String message) {
    InvalidTriggerException refusal =
        catchThrowableOfType(
            InvalidTriggerException.class, () -> TriggerReader.read(spec, Specs.BERLIN));
    assertThat(refusal).as("%s", spec).isNotNull().hasMessageContaining(message);
    assertThat(refusal.pointer()).isEqualTo(pointer);
  }

  @Test
  void refusesNothingAtAll() {
    assertThatThrownBy(() -> TriggerReader.read(null, Specs.UTC))
        .isInstanceOf(InvalidTriggerException.class);
  }

  @Test
  void refusesTimesThatOnlyExistInAGap() {
    Map<String, @Nullable Object> spec =
        spec("cron", "year", 2026, "month", 3, "day", 29, "hour", 2);
    InvalidTriggerException refusal =
        catchThrowableOfType(
            InvalidTriggerException.class, () -> TriggerReader.read(spec, Specs.BERLIN));
    assertThat(refusal).hasMessageContaining("do not exist in Europe/Berlin");
  }

  @Test
  void takesNullForAMemberThatIsNotThere() {
    Map<String, @Nullable Object> spec = spec("cron", "hour", 5, "minute", null, "timeZone", null);
    spec.put("startDate", null);
    spec.put("jitter", null);
    assertThat(Specs.times(TriggerReader.read(spec, Specs.UTC), "2026-03-01T10:00:00Z", 1))
        .containsExactly("2026-03-02T05:00:00Z");
  }

  @Test
  void takesWholeNumbersOfEveryKind() {
    for (Object five : List.of(5, 5L, (short) 5, BigInteger.valueOf(5), "5", "05")) {
      Trigger trigger = TriggerReader.read(spec("cron", "hour", five), Specs.UTC);
      assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 1))
          .containsExactly("2026-03-02T05:00:00Z");
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsText(String text, String first) {
    assertThat(Specs.times(TriggerReader.read(text, Specs.BERLIN), "2026-03-01T10:00:00Z", 1))
        .containsExactly(first);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("cron 0 2 * * *", "2026-03-02T01:00:00Z"),
        arguments("cron 0 2 * * * America/New_York", "2026-03-02T07:00:00Z"),
        arguments("  cron  @daily UTC ", "2026-03-02T00:00:00Z"),
        arguments("cron 30 0 2 * * * UTC", "2026-03-02T02:00:30Z"),
        arguments("cron 0 2 * * MON", "2026-03-02T01:00:00Z"),
        arguments("cron @every 5m", "2026-03-01T10:05:00Z"),
        arguments("cron 0 2 * * * GMT+0", "2026-03-02T02:00:00Z"),
        arguments("cron 0 2 * * * EST", "2026-03-02T07:00:00Z"),
        arguments("cron 0 2 * * * ROC", "2026-03-01T18:00:00Z"),
        arguments("every 15m", "2026-03-01T10:15:00Z"),
        arguments("every 1w2d3h4m5s", "2026-03-10T13:04:05Z"),
        arguments("every PT15M", "2026-03-01T10:15:00Z"),
        arguments("every P1DT1S", "2026-03-02T10:00:01Z"),
        arguments("at 2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        arguments("at 2027-01-01 00:00:00.5+01:00", "2026-12-31T23:00:00.500Z"),
        arguments("at 2027-01-01 10:00", "2027-01-01T09:00:00Z"),
        arguments("at 2027-01-01", "2026-12-31T23:00:00Z"));
  }
}
