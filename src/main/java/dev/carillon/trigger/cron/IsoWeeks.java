package dev.carillon.trigger.cron;

import dev.carillon.trigger.wall.CivilDate;

/**
 * Picks days by their ISO week. The week counts alone: week 1 of the calendar year 2024 includes 30
 * and 31 December 2024, which ISO gives to 2025.
 *
 * @param bits bit n for week n
 */
record IsoWeeks(long bits) {

  /** The days of a month that lie in one of the weeks, bit n for day n. */
  int days(int year, int month, int length, int first) {
    int days = 0;
    int ordinal = (int) (CivilDate.epochDay(year, month, 1) - CivilDate.epochDay(year, 1, 1)) + 1;
    int day = 1;
    int weekday = first;
    while (day <= length) {
      int daysOfWeek = Math.min(7 - weekday, length - day + 1);
      if ((bits >> week(year, ordinal + day - 1, weekday) & 1) != 0) {
        days |= ((1 << daysOfWeek) - 1) << day;
      }
      day += daysOfWeek;
      weekday = 0;
    }
    return days;
  }

  private static int week(int year, int ordinal, int weekday) {
    int week = (ordinal - weekday + 9) / 7;
    if (week == 0) {
      return weeksOf(year - 1);
    }
    return week > weeksOf(year) ? 1 : week;
  }

  /** A year has 53 weeks if it begins on a Thursday, or on a Wednesday and is a leap year. */
  private static int weeksOf(int year) {
    int first = DayRule.first(year, 1);
    return first == 3 || (first == 2 && CivilDate.isLeap(year)) ? 53 : 52;
  }
}
