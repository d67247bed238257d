package dev.carillon.trigger.cron;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A cron rule in words. */
final class CronDescription {

  private CronDescription() {}

  /** For instance {@code At 02:00, Monday to Friday, in January}. */
  static String of(CronFields fields) {
    List<String> parts = new ArrayList<>();
    String times = new TimeDescription(fields.hours(), fields.minutes(), fields.seconds()).text();
    parts.add(times.substring(0, 1).toUpperCase(Locale.ROOT) + times.substring(1));
    String days = new DayDescription(fields.days(), fields.weekdays(), fields.anyDay()).text();
    if (!days.isEmpty()) {
      parts.add(days);
    } else if (fields.weeks().isAll() && !fields.hours().isAll()) {
      parts.add("every day");
    }
    if (!fields.weeks().isAll()) {
      parts.add(
          "in ISO "
              + Phrases.plural("week", fields.weeks().size())
              + " "
              + Phrases.values(fields.weeks(), String::valueOf));
    }
    if (!fields.months().isAll()) {
      parts.add("in " + Phrases.values(fields.months(), CronDescription::month));
    }
    if (!fields.years().isAll()) {
      parts.add("in " + Phrases.values(fields.years(), String::valueOf));
    }
    return String.join(", ", parts);
  }

  private static String month(int month) {
    return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
