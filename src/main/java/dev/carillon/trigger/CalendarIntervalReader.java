package dev.carillon.trigger;

import dev.carillon.trigger.wall.CivilDate;
import dev.carillon.trigger.wall.WallSchedule;
import dev.carillon.trigger.wall.ZoneClock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * Reads {@code calendarinterval}: {@code years months weeks days hour minute second startDate
 * endDate timeZone jitter dst}. Start and end are dates.
 */
final class CalendarIntervalReader {

  private static final Set<String> MEMBERS =
      Set.of(
          "type",
          "years",
          "months",
          "weeks",
          "days",
          "hour",
          "minute",
          "second",
          "startDate",
          "endDate",
          "timeZone",
          "jitter",
          "dst");
  private static final int YEARS = 8030;

  private CalendarIntervalReader() {}

  static Trigger read(Members members, TriggerContext context) {
    members.allowOnly(MEMBERS);
    int years = (int) members.number("years", 0, 0, YEARS);
    int months = (int) members.number("months", 0, 0, YEARS * 12);
    int weeks = (int) members.number("weeks", 0, 0, YEARS * 53);
    int days = (int) members.number("days", 0, 0, YEARS * 366);
    if (years + months + weeks + days == 0) {
      throw new InvalidTriggerException(
          members.pointer(), "the interval is at least one day; give years, months, weeks or days");
    }
    long secondOfDay =
        members.number("hour", 0, 0, 23) * 3600
            + members.number("minute", 0, 0, 59) * 60
            + members.number("second", 0, 0, 59);
    ZoneId zone = members.zone(context.zone());
    LocalDate start = members.date("startDate");
    LocalDate end = members.date("endDate");
    LocalDate first = start == null ? LocalDate.ofInstant(context.anchor(), zone) : start;
    CalendarSeries series =
        new CalendarSeries(
            first.toEpochDay(),
            end == null ? WallSchedule.END / CivilDate.DAY - 1 : end.toEpochDay(),
            years * 12 + months,
            weeks * 7 + days,
            (int) secondOfDay);
    ZoneClock clock = new ZoneClock(zone, DstReader.read(members, DstReader.CALENDAR));
    Trigger trigger =
        new CalendarIntervalTrigger(series, clock, start == null ? context.anchor() : null);
    Window window =
        new Window(
            null,
            end == null ? null : end.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1000));
    return Jitter.on(trigger, members, context, window);
  }
}
