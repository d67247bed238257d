package dev.carillon.trigger;

import static dev.carillon.trigger.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptionTest {

  static Stream<Arguments> sentences() {
    return Stream.of(
        arguments("cron 0 2 * * 1-5", "At 02:00, Monday to Friday, in Europe/Berlin"),
        arguments("cron 0 2 * * *", "At 02:00, every day, in Europe/Berlin"),
        arguments(
            "cron 0,30 9,17 * * 6,0",
            "At 09:00, 09:30, 17:00 and 17:30, Saturday and Sunday, in Europe/Berlin"),
        arguments(
            "cron */15 9-17 * * MON-FRI UTC",
            "Every 15 minutes of the hours 9 to 17, Monday to Friday, in UTC"),
        arguments("cron * * * * *", "Every minute, in Europe/Berlin"),
        arguments("cron * * * * * *", "Every second, in Europe/Berlin"),
        arguments("cron */10 * * * * *", "Every 10 seconds, in Europe/Berlin"),
        arguments("cron 5 * * * * *", "At second 5 of every minute, in Europe/Berlin"),
        arguments("cron 5 * * * *", "At minute 5 of every hour, in Europe/Berlin"),
        arguments(
            "cron 5,10,20 */2 * * *",
            "At minutes 5, 10 and 20 of every 2nd hour, every day, in Europe/Berlin"),
        arguments(
            "cron 30 5,20 * * * *",
            "At second 30 of the minutes 5 and 20 of every hour, in Europe/Berlin"),
        arguments("cron 15 0 2 * * *", "At 02:00:15, every day, in Europe/Berlin"),
        arguments("cron 0 0 L * ?", "At 00:00, on the last day of the month, in Europe/Berlin"),
        arguments(
            "cron 0 0 L-2,15W,LW * ?",
            "At 00:00, on the 2nd day before the last day, the working day nearest to day 15 and"
                + " the last working day of the month, in Europe/Berlin"),
        arguments(
            "cron 0 12 ? * FRI#3,SUNL",
            "At 12:00, the 3rd Friday and the last Sunday, in Europe/Berlin"),
        arguments(
            "cron 0 0 13 * 5",
            "At 00:00, on day 13 of the month if it is Friday, in Europe/Berlin"),
        arguments(
            "cron 0 0 0 1-7 1,7 ? 2026-2030",
            "At 00:00, on days 1 to 7 of the month, in January and July, in 2026 to 2030,"
                + " in Europe/Berlin"),
        arguments(
            spec("cron", "day", 13, "dayOfWeek", "fri", "dayMatch", "ANY"),
            "At 00:00, on day 13 of the month or on Friday, in Europe/Berlin"),
        arguments(
            spec("cron", "week", "1,53", "hour", 4, "jitter", 90),
            "At 04:00, in ISO weeks 1 and 53, in Europe/Berlin, delayed by up to 1 minute 30"
                + " seconds"),
        arguments(
            spec("cron", "hour", 4, "startDate", "2026-01-01T00:00:00Z"),
            "At 04:00, every day, in Europe/Berlin, from 2026-01-01T00:00:00Z"),
        arguments(
            spec("cron", "hour", 4, "endDate", "2026-01-01T00:00:00Z"),
            "At 04:00, every day, in Europe/Berlin, until 2026-01-01T00:00:00Z"),
        arguments("every 90m", "Every 1 hour 30 minutes from 2026-03-01T11:30:00Z"),
        arguments("every 1w", "Every week from 2026-03-08T10:00:00Z"),
        arguments(
            spec("interval", "hours", 5, "endDate", "2027-01-01T00:00:00Z"),
            "Every 5 hours from 2026-03-01T15:00:00Z until 2027-01-01T00:00:00Z"),
        arguments("at 2027-01-01T00:00:00Z", "Once at 2027-01-01T00:00:00Z"),
        arguments(
            spec("calendarinterval", "months", 14, "days", 1, "hour", 9),
            "Every 1 year, 2 months, 1 day at 09:00 from 2026-03-01, in Europe/Berlin"),
        arguments(
            spec("calendarinterval", "weeks", 1, "endDate", "2026-12-31"),
            "Every 7 days at 00:00 from 2026-03-01 until 2026-12-31, in Europe/Berlin"),
        arguments(
            spec("or", "triggers", List.of(spec("date"), spec("cron", "hour", 5))),
            "Either once at 2026-03-01T10:00:00Z or at 05:00, every day, in Europe/Berlin"),
        arguments(
            spec("and", "triggers", List.of(spec("cron", "day", 1), spec("cron", "dayOfWeek", 0))),
            "Whenever these meet: at 00:00, on day 1 of the month, in Europe/Berlin and at 00:00,"
                + " Monday, in Europe/Berlin"));
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void saysInOneSentenceWhatATriggerDoes(Object spec, String sentence) {
    assertThat(TriggerReader.read(spec, Specs.BERLIN).describe()).isEqualTo(sentence);
  }
}
