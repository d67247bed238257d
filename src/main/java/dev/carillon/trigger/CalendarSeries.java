package dev.carillon.trigger;

import dev.carillon.trigger.wall.CivilDate;
import dev.carillon.trigger.wall.WallSchedule;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Days in steps of months and days from a first day, all at the same wall time.
 *
 * <p>One step adds the months, again and again until the day of the month exists (31 January plus
 * one month is 31 March), and then the days. The series is one of dates: what a zone does to the
 * wall time of a day has no influence on the days after it.
 */
final class CalendarSeries implements WallSchedule {

  private static final long NO_DAY = Long.MAX_VALUE;
  private static final int MONTHS_OF_YEAR_10000 = 120_000;
  private static final int STEPS_OF_MARK = 64;

  private final long start;
  private final long end;
  private final int months;
  private final int days;
  private final int secondOfDay;
  // Every 64th day as far as it was walked: a walk begins at the last mark before its goal. Every
  // array is a beginning of the same sequence, so a race is harmless.
  private volatile long[] marks;

  /**
   * @param start epoch day of the first day
   * @param end epoch day of the last possible day, inclusive
   * @param months months of a step
   * @param days days of a step
   * @param secondOfDay the wall time
   */
  CalendarSeries(long start, long end, int months, int days, int secondOfDay) {
    this.start = start;
    this.end = end;
    this.months = months;
    this.days = days;
    this.secondOfDay = secondOfDay;
    this.marks = new long[] {start};
  }

  @Override
  public long next(long wall) {
    // The first day whose time is not before the wall time
    long from = Math.floorDiv(wall - secondOfDay + CivilDate.DAY - 1, (long) CivilDate.DAY);
    long day = start;
    if (from > start && months == 0) {
      day = start + (from - start + days - 1) / days * days;
    } else if (from > start) {
      day = walk(from);
    }
    return day > end || day >= END / CivilDate.DAY ? NEVER : day * CivilDate.DAY + secondOfDay;
  }

  /** For instance {@code Every 2 months and 3 days at 09:00 from 2027-01-31}. */
  String describe() {
    String step =
        Stream.of(count(months / 12, "year"), count(months % 12, "month"), count(days, "day"))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    boolean open = end >= END / CivilDate.DAY - 1;
    return "Every "
        + step
        + " at "
        + LocalTime.ofSecondOfDay(secondOfDay)
        + " from "
        + LocalDate.ofEpochDay(start)
        + (open ? "" : " until " + LocalDate.ofEpochDay(end));
  }

  private static String count(int count, String unit) {
    return count == 0 ? "" : count + " " + unit + (count == 1 ? "" : "s");
  }

  private long walk(long from) {
    if (days == 0) {
      long day = nearBefore(from);
      while (day < from) {
        day = step(day);
      }
      return day;
    }
    long goal = Math.min(from, END / CivilDate.DAY);
    long[] known = marks;
    if (known[known.length - 1] < goal) {
      known = walkOn(known, goal);
    }
    int index = Arrays.binarySearch(known, goal);
    long day = known[index >= 0 ? index : Math.max(-index - 2, 0)];
    while (day < goal) {
      day = step(day);
    }
    return day;
  }

  /** The marks up to the first one that is not before the goal. */
  private long[] walkOn(long[] known, long goal) {
    long[] more = known;
    int count = known.length;
    long day = known[count - 1];
    while (day < goal) {
      for (int i = 0; i < STEPS_OF_MARK && day != NO_DAY; i++) {
        day = step(day);
      }
      if (count == more.length) {
        more = Arrays.copyOf(more, Math.max(4, count * 2));
      }
      more[count++] = day;
    }
    more = Arrays.copyOf(more, count);
    marks = more;
    return more;
  }

  /** A day of the series close before {@code from}: without days, a step only counts months. */
  private long nearBefore(long from) {
    int first = CivilDate.pack(start);
    int target = CivilDate.pack(Math.min(from, END / CivilDate.DAY));
    int steps = (monthsOf(target) - monthsOf(first)) / months;
    while (steps > 0) {
      int month = monthsOf(first) + --steps * months;
      if (exists(month, CivilDate.day(first))) {
        return epochDay(month, CivilDate.day(first));
      }
    }
    return start;
  }

  private long step(long day) {
    if (months == 0) {
      return day + days;
    }
    int packed = CivilDate.pack(day);
    int dayOfMonth = CivilDate.day(packed);
    int month = monthsOf(packed) + months;
    while (!exists(month, dayOfMonth)) {
      month += months;
      if (month >= MONTHS_OF_YEAR_10000) {
        return NO_DAY;
      }
    }
    return epochDay(month, dayOfMonth) + days;
  }

  private static int monthsOf(int packed) {
    return CivilDate.year(packed) * 12 + CivilDate.month(packed) - 1;
  }

  private static boolean exists(int month, int dayOfMonth) {
    return dayOfMonth <= CivilDate.length(month / 12, month % 12 + 1);
  }

  private static long epochDay(int month, int dayOfMonth) {
    return CivilDate.epochDay(month / 12, month % 12 + 1, dayOfMonth);
  }
}
