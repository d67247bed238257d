package dev.carillon.trigger.cron;

import dev.carillon.trigger.wall.CivilDate;

/**
 * Picks days of a month. What it picks depends only on how long the month is and on which weekday
 * it begins: 28 kinds of months, so that every rule becomes a table ({@link DayTable}).
 */
sealed interface DayRule {

  /** Bits 1 to 31. */
  int EVERY_DAY = -2;

  /**
   * The days, bit n for day n.
   *
   * @param length days of the month, 28 to 31
   * @param first weekday of its first day, 0 = Monday
   */
  int days(int length, int first);

  /** Days by number. Numbers that the month does not have are ignored. */
  record Numbers(int bits) implements DayRule {
    @Override
    public int days(int length, int first) {
      return bits;
    }
  }

  /** Weekdays, bit 0 = Monday. */
  record Weekdays(int bits) implements DayRule {
    @Override
    public int days(int length, int first) {
      int days = 0;
      for (int day = 1; day <= length; day++) {
        days |= (bits >> ((first + day - 1) % 7) & 1) << day;
      }
      return days;
    }
  }

  /** The n-th such weekday, 1 to 5; none in a month without a fifth. */
  record Nth(int weekday, int n) implements DayRule {
    @Override
    public int days(int length, int first) {
      int day = 1 + (weekday - first + 7) % 7 + 7 * (n - 1);
      return day <= length ? 1 << day : 0;
    }
  }

  /** The last such weekday. */
  record LastWeekday(int weekday) implements DayRule {
    @Override
    public int days(int length, int first) {
      int weekdayOfLast = (first + length - 1) % 7;
      return 1 << (length - (weekdayOfLast - weekday + 7) % 7);
    }
  }

  /** The last day, or the one so many days before it. */
  record Last(int before) implements DayRule {
    @Override
    public int days(int length, int first) {
      return length > before ? 1 << (length - before) : 0;
    }
  }

  /**
   * The day from Monday to Friday that is nearest to a day, within the month.
   *
   * @param day number of the day; a month without it has none. 0 stands for the last day
   */
  record NearestWorkday(int day) implements DayRule {
    @Override
    public int days(int length, int first) {
      int target = day == 0 ? length : day;
      if (target > length) {
        return 0;
      }
      int weekday = (first + target - 1) % 7;
      if (weekday == 5) {
        return 1 << (target > 1 ? target - 1 : target + 2);
      }
      if (weekday == 6) {
        return 1 << (target < length ? target + 1 : target - 2);
      }
      return 1 << target;
    }
  }

  /** Weekday of the first day of a month, 0 = Monday. */
  static int first(int year, int month) {
    return CivilDate.weekday(CivilDate.epochDay(year, month, 1));
  }
}
