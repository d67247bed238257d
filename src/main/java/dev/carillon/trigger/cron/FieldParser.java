package dev.carillon.trigger.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the text of one field. */
record FieldParser(Dialect dialect, long seed) {

  ValueSet values(Cursor cursor, CronField field) {
    if (cursor.text().equals("*")) {
      return ValueSet.all(field);
    }
    ValueSet.Builder values = new ValueSet.Builder(field);
    for (Cursor item : cursor.items()) {
      Range range = range(item, field);
      values.addRange(range.from(), range.to(), range.step());
    }
    return values.build();
  }

  DaySet days(Cursor cursor) {
    if (isEveryDay(cursor)) {
      return DaySet.EVERY_DAY;
    }
    List<DayRule> rules = new ArrayList<>(1);
    int numbers = 0;
    for (Cursor item : cursor.items()) {
      DayRule rule =
          dialect == Dialect.FIELDS ? MonthDays.ofFields(item) : MonthDays.ofExpression(item);
      if (rule != null) {
        rules.add(rule);
        continue;
      }
      Range range = range(item, CronField.DAY);
      for (int day = range.from(); day <= range.to(); day += range.step()) {
        numbers |= 1 << day;
      }
    }
    if (numbers != 0) {
      rules.add(new DayRule.Numbers(numbers));
    }
    return new DaySet(rules, isOpen(cursor));
  }

  DaySet weekdays(Cursor cursor) {
    if (isEveryDay(cursor)) {
      return DaySet.EVERY_DAY;
    }
    List<DayRule> rules = new ArrayList<>(1);
    int weekdays = 0;
    for (Cursor item : cursor.items()) {
      DayRule rule = dialect == Dialect.FIELDS ? null : weekdayOfMonth(item);
      if (rule != null) {
        rules.add(rule);
        continue;
      }
      Range range = range(item, CronField.DAY_OF_WEEK);
      for (int day = range.from(); day <= range.to(); day += range.step()) {
        weekdays |= 1 << dialect.weekday(day);
      }
    }
    if (weekdays != 0) {
      rules.add(new DayRule.Weekdays(weekdays));
    }
    return new DaySet(rules, isOpen(cursor));
  }

  private Range range(Cursor item, CronField field) {
    Range range = Range.read(item, field, dialect, seed);
    item.expectEnd();
    return range;
  }

  private boolean isEveryDay(Cursor cursor) {
    String text = cursor.text();
    return text.equals("*") || (dialect == Dialect.EXPRESSION && text.equals("?"));
  }

  private static boolean isOpen(Cursor cursor) {
    return cursor.text().startsWith("*");
  }

  /** {@code friL}, {@code 5L}: the last one; {@code mon#2}, {@code 1#2}: the second one. */
  private @Nullable DayRule weekdayOfMonth(Cursor item) {
    String text = item.text();
    int hash = text.indexOf('#');
    boolean last = text.length() > 1 && text.toUpperCase(Locale.ROOT).endsWith("L");
    if (hash < 0 && !last) {
      return null;
    }
    int weekday = dialect.weekday(weekday(item));
    if (item.accept('#')) {
      int start = item.position();
      int n = item.number();
      if (n < 1 || n > 5) {
        throw item.error(start, "a month has a 1st to a 5th of each weekday");
      }
      item.expectEnd();
      return new DayRule.Nth(weekday, n);
    }
    if (!item.accept('L') && !item.accept('l')) {
      throw item.error("L or #n is needed");
    }
    item.expectEnd();
    return new DayRule.LastWeekday(weekday);
  }

  private int weekday(Cursor item) {
    if (item.atDigit()) {
      return Range.value(item, CronField.DAY_OF_WEEK, dialect.max(CronField.DAY_OF_WEEK));
    }
    int start = item.position();
    String name = item.letters();
    if (name.length() == 4) {
      // the L behind it
      name = name.substring(0, 3);
      item.reset(start + 3);
    }
    int index = CronField.DAY_OF_WEEK.indexOfName(name);
    if (index < 0) {
      throw item.error(start, "no such weekday: " + name);
    }
    return dialect.numberOfName(CronField.DAY_OF_WEEK, index);
  }
}
