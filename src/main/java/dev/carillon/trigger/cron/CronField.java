package dev.carillon.trigger.cron;

import java.util.List;
import java.util.Locale;

/** The fields of a cron rule, most significant first. */
public enum CronField {
  YEAR("year", 1970, 9999),
  MONTH("month", 1, 12),
  DAY("day", 1, 31),
  /** ISO week. */
  WEEK("week", 1, 53),
  /** Monday is 0. */
  DAY_OF_WEEK("dayOfWeek", 0, 6),
  HOUR("hour", 0, 23),
  MINUTE("minute", 0, 59),
  SECOND("second", 0, 59);

  static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private final String member;
  private final int min;
  private final int max;

  CronField(String member, int min, int max) {
    this.member = member;
    this.min = min;
    this.max = max;
  }

  /** Name of the member that holds the field in the JSON form. */
  public String member() {
    return member;
  }

  /** Least value. */
  public int min() {
    return min;
  }

  /** Greatest value. */
  public int max() {
    return max;
  }

  /** Index of a three-letter name, any case; -1 if the field has no such name. */
  int indexOfName(String name) {
    List<String> names =
        switch (this) {
          case MONTH -> MONTHS;
          case DAY, DAY_OF_WEEK -> WEEKDAYS;
          default -> List.of();
        };
    return names.indexOf(name.toLowerCase(Locale.ROOT));
  }
}
