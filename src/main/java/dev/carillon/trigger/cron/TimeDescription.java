package dev.carillon.trigger.cron;

import java.util.List;
import java.util.Locale;

/** The times of a day in words: {@code at 02:00}, {@code every 15 minutes of the hours 9 to 17}. */
record TimeDescription(ValueSet hours, ValueSet minutes, ValueSet seconds) {

  private static final int MOST_TIMES = 6;

  String text() {
    boolean wholeMinutes = seconds.size() == 1 && seconds.next(0) == 0;
    if ((long) hours.size() * minutes.size() * seconds.size() <= MOST_TIMES) {
      return "at " + Phrases.list(times(wholeMinutes));
    }
    if (wholeMinutes) {
      return each(minutes, "minute") + (hours.isAll() ? everyHour(minutes) : of(hours, "hour"));
    }
    String ofMinutes = minutes.isAll() ? "" : of(minutes, "minute");
    return each(seconds, "second")
        + (minutes.isAll() && hours.isAll() ? everyMinute() : ofMinutes)
        + (hours.isAll() ? everyHour(minutes) : of(hours, "hour"));
  }

  private List<String> times(boolean wholeMinutes) {
    return hours.stream()
        .boxed()
        .flatMap(
            h ->
                minutes.stream()
                    .boxed()
                    .flatMap(
                        m ->
                            seconds.stream()
                                .mapToObj(
                                    s ->
                                        wholeMinutes
                                            ? String.format(Locale.ROOT, "%02d:%02d", h, m)
                                            : String.format(
                                                Locale.ROOT, "%02d:%02d:%02d", h, m, s))))
        .toList();
  }

  private String everyMinute() {
    return isEven(seconds) ? "" : " of every minute";
  }

  private static String everyHour(ValueSet minutes) {
    return isEven(minutes) ? "" : " of every hour";
  }

  private static String each(ValueSet values, String unit) {
    if (values.isAll()) {
      return "every " + unit;
    }
    if (isEven(values)) {
      return "every " + stepOf(values) + " " + unit + "s";
    }
    return "at " + Phrases.plural(unit, values.size()) + " " + numbers(values);
  }

  private static String of(ValueSet values, String unit) {
    return isEven(values)
        ? " of every " + Phrases.ordinal(stepOf(values)) + " " + unit
        : " of the " + Phrases.plural(unit, values.size()) + " " + numbers(values);
  }

  private static String numbers(ValueSet values) {
    return Phrases.values(values, String::valueOf);
  }

  /** True if the values come at equal distances, over the end of the field as well. */
  private static boolean isEven(ValueSet values) {
    int step = stepOf(values);
    int range = values.isAll() ? values.size() : values.size() * step;
    boolean wraps = range == 60 || range == 24;
    return values.next(0) == 0 && wraps && values.stream().allMatch(value -> value % step == 0);
  }

  private static int stepOf(ValueSet values) {
    int second = values.next(values.next(0) + 1);
    return second < 0 ? 1 : second - values.next(0);
  }
}
