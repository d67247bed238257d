package dev.carillon.trigger.cron;

/**
 * A cron rule after reading.
 *
 * @param weeks ISO weeks, compared with the calendar year of the day
 * @param anyDay true: a day needs to be in one of {@code days} and {@code weekdays}, if both are
 *     given (Unix cron); false: in both (APScheduler)
 */
public record CronFields(
    ValueSet years,
    ValueSet months,
    DaySet days,
    ValueSet weeks,
    DaySet weekdays,
    ValueSet hours,
    ValueSet minutes,
    ValueSet seconds,
    boolean anyDay) {

  int daysOf(int length, int first) {
    int byNumber = days.days(length, first);
    int byWeekday = weekdays.days(length, first);
    return anyDay && !days.open() && !weekdays.open() ? byNumber | byWeekday : byNumber & byWeekday;
  }
}
