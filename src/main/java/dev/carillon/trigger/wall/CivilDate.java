package dev.carillon.trigger.wall;

/**
 * Gregorian calendar arithmetic on numbers, without allocation.
 *
 * <p>The conversions are Howard Hinnant's {@code days_from_civil} and {@code civil_from_days}: the
 * year is taken to start in March, so that the leap day is its last one.
 */
public final class CivilDate {

  /** Seconds of a day on the wall. */
  public static final int DAY = 86_400;

  private static final int DAYS_OF_ERA = 146_097;
  private static final int ERA_SHIFT = 719_468;

  private CivilDate() {}

  /** Days from 1970-01-01 to the date. */
  public static long epochDay(int year, int month, int day) {
    int marchYear = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(marchYear, 400);
    int yearOfEra = marchYear - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return (long) era * DAYS_OF_ERA + dayOfEra - ERA_SHIFT;
  }

  /** The date of an epoch day, packed; {@link #year}, {@link #month} and {@link #day} unpack it. */
  public static int pack(long epochDay) {
    long shifted = epochDay + ERA_SHIFT;
    long era = Math.floorDiv(shifted, (long) DAYS_OF_ERA);
    int dayOfEra = (int) (shifted - era * DAYS_OF_ERA);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    return year << 9 | month << 5 | day;
  }

  /** Year of a packed date. */
  public static int year(int packed) {
    return packed >> 9;
  }

  /** Month of a packed date, 1 to 12. */
  public static int month(int packed) {
    return packed >> 5 & 15;
  }

  /** Day of the month of a packed date, 1 to 31. */
  public static int day(int packed) {
    return packed & 31;
  }

  /** Day of the week, 0 = Monday. */
  public static int weekday(long epochDay) {
    return (int) Math.floorMod(epochDay + 3, 7L);
  }

  /** True for a year of 366 days. */
  public static boolean isLeap(int year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Days of a month, 28 to 31. */
  public static int length(int year, int month) {
    if (month == 2) {
      return isLeap(year) ? 29 : 28;
    }
    return 30 + ((month + (month >> 3)) & 1);
  }
}
