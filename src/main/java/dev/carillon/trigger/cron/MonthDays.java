package dev.carillon.trigger.cron;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms of the day field that are no numbers. Each method gives null for any other form. */
final class MonthDays {

  private static final List<String> ORDINALS = List.of("1st", "2nd", "3rd", "4th", "5th");

  private MonthDays() {}

  /** {@code last}, {@code last fri}, {@code 2nd mon}. */
  static @Nullable DayRule ofFields(Cursor item) {
    String text = item.text().toLowerCase(Locale.ROOT);
    if (text.equals("last")) {
      return new DayRule.Last(0);
    }
    int blank = text.indexOf(' ');
    if (blank < 0) {
      return null;
    }
    String ordinal = text.substring(0, blank);
    int weekday = CronField.DAY.indexOfName(text.substring(blank).stripLeading());
    int n = ORDINALS.indexOf(ordinal) + 1;
    if (weekday < 0 || (n == 0 && !ordinal.equals("last"))) {
      throw item.error("1st, 2nd, 3rd, 4th, 5th or last and a weekday from mon to sun are needed");
    }
    return n == 0 ? new DayRule.LastWeekday(weekday) : new DayRule.Nth(weekday, n);
  }

  /** {@code L}, {@code last}, {@code L-3}, {@code LW}, {@code 15W}. */
  static @Nullable DayRule ofExpression(Cursor item) {
    String text = item.text().toUpperCase(Locale.ROOT);
    if (text.equals("L") || text.equals("LAST")) {
      return new DayRule.Last(0);
    }
    if (text.equals("LW")) {
      return new DayRule.NearestWorkday(0);
    }
    if (text.startsWith("L-")) {
      item.reset(item.position() + 2);
      int start = item.position();
      int before = item.number();
      item.expectEnd();
      if (before < 1 || before > 30) {
        throw item.error(start, "L-1 to L-30 are days before the last one");
      }
      return new DayRule.Last(before);
    }
    if (text.endsWith("W") && item.atDigit()) {
      int day = Range.value(item, CronField.DAY, CronField.DAY.max());
      if (item.letters().length() != 1) {
        throw item.error("a day and one W are needed");
      }
      item.expectEnd();
      return new DayRule.NearestWorkday(day);
    }
    return null;
  }
}
