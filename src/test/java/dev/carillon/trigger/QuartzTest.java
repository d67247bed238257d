package dev.carillon.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/**
 * Expressions against Quartz, in UTC.
 *
 * <p>Two differences are by intent and translated here: Quartz numbers weekdays from Sunday = 1, so
 * that the test writes names or counts on; and Quartz wants {@code ?} in one of the day fields,
 * where {@code *} means the same to us. One is a fault of Quartz: when {@code W} moves to another
 * day, it keeps the time of day of the question and so loses the first times of that day. Of such
 * rules only the days are compared, and each day is asked for once.
 */
@SuppressWarnings("JavaUtilDate") // the type of the other side
class QuartzTest {

  private static final int EXPRESSIONS = 2000;
  private static final int TIMES = 10;

  private final RandomTriggers random = new RandomTriggers(5);

  @Test
  void agreesOnRandomExpressions() throws ParseException {
    int never = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String expression = expression();
      never += agree(expression, expression) ? 0 : 1;
    }
    assertThat(never).isLessThan(EXPRESSIONS / 10);
  }

  @Test
  void agreesOnRandomCrontabsWithNumberedWeekdays() throws ParseException {
    int never = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String time = random.numbers(0, 59) + " " + (random.chance(50) ? random.numbers(0, 23) : "*");
      String month = random.chance(30) ? random.numbers(1, 12) : "*";
      if (random.chance(40)) {
        String day = random.numbers(1, 31);
        never +=
            agree(
                    time + " " + day + " " + month + " *",
                    "0 " + time + " " + day + " " + month + " ?")
                ? 0
                : 1;
      } else {
        int first = random.below(8);
        int last = first + random.below(8 - first);
        String days = first == last ? String.valueOf(first) : first + "-" + last;
        String theirs =
            IntStream.rangeClosed(first, last)
                .map(day -> day % 7 + 1)
                .distinct()
                .sorted()
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        never +=
            agree(time + " * " + month + " " + days, "0 " + time + " ? " + month + " " + theirs)
                ? 0
                : 1;
      }
    }
    assertThat(never).isLessThan(EXPRESSIONS / 10);
  }

  /** Compares the next times; false if we refuse the expression as one that can never fire. */
  private boolean agree(String ourExpression, String theirExpression) throws ParseException {
    CronExpression quartz = new CronExpression(theirExpression);
    quartz.setTimeZone(TimeZone.getTimeZone("UTC"));
    boolean byDay = theirExpression.contains("W ");
    Instant time = random.instant();
    Trigger trigger = read(ourExpression, time);
    if (trigger == null) {
      assertThat(quartz.getNextValidTimeAfter(new Date(0))).as(theirExpression).isNull();
      return false;
    }
    for (int n = 0; n < TIMES && time != null; n++) {
      Date theirs = quartz.getNextValidTimeAfter(Date.from(time));
      Instant ours = trigger.next(time, time);
      if (theirs == null && ours != null) {
        // Quartz ends at the year 2299 or so.
        assertThat(ours).as(ourExpression).isAfter(Instant.parse("2100-01-01T00:00:00Z"));
        break;
      }
      assertThat(day(ours, byDay))
          .as("%s after %s", ourExpression, time)
          .isEqualTo(day(instant(theirs), byDay));
      time = byDay && ours != null ? nextDay(ours) : ours;
    }
    return true;
  }

  private static Instant nextDay(Instant time) {
    return time.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
  }

  private static @Nullable Instant day(@Nullable Instant time, boolean byDay) {
    return byDay && time != null ? time.truncatedTo(ChronoUnit.DAYS) : time;
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static @Nullable Trigger read(String expression, Instant now) {
    try {
      return TriggerReader.read(
          Map.of("type", "cron", "expression", expression),
          new TriggerContext(ZoneOffset.UTC, now, 0));
    } catch (InvalidTriggerException e) {
      assertThat(e).hasMessageStartingWith("this can never fire");
      return null;
    }
  }

  private String expression() {
    boolean byWeekday = random.chance(40);
    String month = random.chance(30) ? random.numbers(1, 12) : "*";
    String year = random.chance(10) ? " 2030-2050" : "";
    return String.join(
            " ",
            random.chance(30) ? random.numbers(0, 59) : "0",
            random.numbers(0, 59),
            random.chance(50) ? random.numbers(0, 23) : "*",
            byWeekday ? "?" : day(),
            month,
            byWeekday ? weekday() : "?")
        + year;
  }

  private String day() {
    return random.chance(50)
        ? random.numbers(1, 31)
        : random.pick(List.of("L", "LW", "15W", "1W", "28W", "L-3", "L-1", "*", "*/5"));
  }

  private String weekday() {
    return random.pick(
        List.of(
            "MON",
            "MON-FRI",
            "SAT,SUN",
            "TUE#2",
            "FRI#5",
            "THUL",
            "SUNL",
            "WED-SAT",
            "FRI-MON",
            "SUN-TUE",
            "MON,WED,FRI"));
  }
}
