package dev.carillon.trigger.cron;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The days of a rule in words: {@code Monday to Friday}, {@code on the last day of the month}. */
record DayDescription(DaySet days, DaySet weekdays, boolean anyDay) {

  /** Empty for every day. */
  String text() {
    if (days.isEveryDay()) {
      return weekdays.isEveryDay() ? "" : set(weekdays);
    }
    String byNumber = "on " + set(days) + " of the month";
    if (weekdays.isEveryDay()) {
      return byNumber;
    }
    boolean either = anyDay && !days.open() && !weekdays.open();
    return byNumber + (either ? " or on " : " if it is ") + set(weekdays);
  }

  private static String set(DaySet days) {
    List<String> words = new ArrayList<>();
    for (DayRule rule : days.rules()) {
      words.add(word(rule));
    }
    return Phrases.list(words);
  }

  private static String word(DayRule rule) {
    if (rule instanceof DayRule.Numbers numbers) {
      ValueSet set = ValueSet.ofBits(CronField.DAY, numbers.bits());
      return Phrases.plural("day", set.size()) + " " + Phrases.values(set, String::valueOf);
    }
    if (rule instanceof DayRule.Weekdays weekdays) {
      return Phrases.values(
          ValueSet.ofBits(CronField.DAY_OF_WEEK, weekdays.bits()), DayDescription::name);
    }
    if (rule instanceof DayRule.Nth nth) {
      return "the " + Phrases.ordinal(nth.n()) + " " + name(nth.weekday());
    }
    if (rule instanceof DayRule.LastWeekday last) {
      return "the last " + name(last.weekday());
    }
    if (rule instanceof DayRule.NearestWorkday nearest) {
      return nearest.day() == 0
          ? "the last working day"
          : "the working day nearest to day " + nearest.day();
    }
    int before = ((DayRule.Last) rule).before();
    return before == 0
        ? "the last day"
        : "the " + Phrases.ordinal(before) + " day before the last day";
  }

  private static String name(int weekday) {
    return DayOfWeek.of(weekday + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
