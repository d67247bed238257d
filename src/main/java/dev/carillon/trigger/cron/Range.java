package dev.carillon.trigger.cron;

/**
 * Numbers from {@code from} to {@code to}, both inclusive, every {@code step}-th. Numbers are those
 * of the dialect; a range of weekdays may run past the end of the week.
 */
record Range(int from, int to, int step) {

  /** Reads {@code *}, {@code a}, {@code a-b}, names, {@code H}, each with an optional step. */
  static Range read(Cursor cursor, CronField field, Dialect dialect, long seed) {
    if (cursor.accept('*')) {
      return stepped(cursor, field.min(), field.max(), field.max(), field.max() - field.min());
    }
    if (cursor.atDigit()) {
      return numbers(cursor, field, dialect);
    }
    int start = cursor.position();
    String name = cursor.letters();
    if (dialect == Dialect.EXPRESSION && name.equals("H") && field != CronField.YEAR) {
      return Hashed.read(cursor, field, seed);
    }
    if (name.isEmpty()) {
      throw cursor.error("a value is needed");
    }
    return names(cursor, field, dialect, number(cursor, field, dialect, start, name));
  }

  private static Range numbers(Cursor cursor, CronField field, Dialect dialect) {
    int from = value(cursor, field, dialect.max(field));
    if (!cursor.accept('-')) {
      return stepped(cursor, from, from, field.max(), field.max() - from);
    }
    int start = cursor.position();
    int to = value(cursor, field, dialect.max(field));
    if (from > to) {
      throw cursor.error(start, "the range ends before it begins (" + from + "-" + to + ")");
    }
    // As in APScheduler, where 0-0/5 is taken and 5-5/1 is not.
    int width = (to == 0 ? field.max() : to) - from;
    return stepped(cursor, from, to, to, width);
  }

  private static Range names(Cursor cursor, CronField field, Dialect dialect, int from) {
    int to = from;
    if (cursor.accept('-')) {
      int start = cursor.position();
      to = number(cursor, field, dialect, start, cursor.letters());
      if (from > to && field == CronField.DAY_OF_WEEK) {
        to += 7;
      }
      if (from > to) {
        throw cursor.error(start, "the range ends before it begins");
      }
    }
    return dialect == Dialect.EXPRESSION && to > from
        ? stepped(cursor, from, to, to, to - from)
        : new Range(from, to, 1);
  }

  private static Range stepped(Cursor cursor, int from, int to, int stepTo, int width) {
    if (!cursor.accept('/')) {
      return new Range(from, to, 1);
    }
    int start = cursor.position();
    int step = cursor.number();
    if (step == 0) {
      throw cursor.error(start, "a step is at least 1");
    }
    if (step > width) {
      throw cursor.error(start, "the step " + step + " is larger than the range (" + width + ")");
    }
    return new Range(from, stepTo, step);
  }

  static int value(Cursor cursor, CronField field, int max) {
    int start = cursor.position();
    int value = cursor.number();
    if (value < field.min() || value > max) {
      throw cursor.error(start, value + " is not in " + field.min() + "-" + max);
    }
    return value;
  }

  private static int number(
      Cursor cursor, CronField field, Dialect dialect, int start, String name) {
    int index = field.indexOfName(name);
    if (index < 0 || field == CronField.DAY) {
      throw cursor.error(start, name.isEmpty() ? "a name is needed" : "no such name: " + name);
    }
    return dialect.numberOfName(field, index);
  }
}
