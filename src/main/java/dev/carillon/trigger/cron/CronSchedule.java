package dev.carillon.trigger.cron;

import dev.carillon.trigger.wall.CivilDate;
import dev.carillon.trigger.wall.WallSchedule;
import org.jspecify.annotations.Nullable;

/**
 * The wall times of a cron rule. Finds the day first, month by month through bit sets, and the time
 * of the day last.
 */
public final class CronSchedule implements WallSchedule {

  private static final long NO_DAY = -1;

  private final CronFields fields;
  private final ValueSet years;
  private final boolean everyYear;
  private final long months;
  private final DayTable table;
  private final IsoWeeks weeks;
  private final boolean everyWeek;
  private final TimeOfDay times;

  /** Makes the search tables of a rule. */
  public CronSchedule(CronFields fields) {
    this.fields = fields;
    this.years = fields.years();
    this.everyYear = years.isAll();
    this.months = fields.months().bits();
    this.table = new DayTable(fields);
    this.weeks = new IsoWeeks(fields.weeks().bits());
    this.everyWeek = fields.weeks().isAll();
    this.times =
        new TimeOfDay(fields.hours().bits(), fields.minutes().bits(), fields.seconds().bits());
  }

  /** The rule in words, without zone: {@code At 02:00, Monday to Friday}. */
  public String describe() {
    return CronDescription.of(fields);
  }

  @Override
  public long next(long wall) {
    long from = Math.max(wall, 0);
    if (from >= END) {
      return NEVER;
    }
    long today = from / CivilDate.DAY;
    long day = dayFrom(today);
    if (day == today) {
      int time = times.next((int) (from % CivilDate.DAY));
      if (time >= 0) {
        return day * CivilDate.DAY + time;
      }
      day = dayFrom(today + 1);
    }
    return day == NO_DAY ? NEVER : day * CivilDate.DAY + times.first();
  }

  @Override
  public @Nullable WallSchedule cyclic() {
    if (everyYear) {
      return this;
    }
    return new CronSchedule(
        new CronFields(
            ValueSet.all(CronField.YEAR),
            fields.months(),
            fields.days(),
            fields.weeks(),
            fields.weekdays(),
            fields.hours(),
            fields.minutes(),
            fields.seconds(),
            fields.anyDay()));
  }

  /** The first day of the rule at or after an epoch day. */
  private long dayFrom(long epochDay) {
    int packed = CivilDate.pack(epochDay);
    int year = CivilDate.year(packed);
    int month = CivilDate.month(packed);
    int notBefore = -1 << CivilDate.day(packed);
    while (true) {
      int nextYear = everyYear ? year : years.next(year);
      if (nextYear < 0 || nextYear > CronField.YEAR.max()) {
        return NO_DAY;
      }
      if (nextYear > year) {
        year = nextYear;
        month = 1;
        notBefore = -1;
      }
      long left = months & -1L << month;
      if (left == 0) {
        year++;
        month = 1;
        notBefore = -1;
        continue;
      }
      int nextMonth = Long.numberOfTrailingZeros(left);
      if (nextMonth > month) {
        month = nextMonth;
        notBefore = -1;
      }
      long firstOfMonth = CivilDate.epochDay(year, month, 1);
      int days = days(year, month, firstOfMonth) & notBefore;
      if (days != 0) {
        return firstOfMonth + Integer.numberOfTrailingZeros(days) - 1;
      }
      month++;
      notBefore = -1;
    }
  }

  private int days(int year, int month, long firstOfMonth) {
    int length = CivilDate.length(year, month);
    int first = CivilDate.weekday(firstOfMonth);
    int days = table.days(length, first);
    return days == 0 || everyWeek ? days : days & weeks.days(year, month, length, first);
  }
}
