package dev.carillon.trigger.cron;

/**
 * {@code H}: a value derived from the seed, so that many jobs with the same text spread over the
 * range while each job keeps its own time. {@code H}, {@code H(a-b)}, {@code H/n}, {@code
 * H(a-b)/n}.
 */
final class Hashed {

  // Every month has these, so that a job hashed by day fires every month.
  private static final int LAST_DAY = 28;

  private Hashed() {}

  static Range read(Cursor cursor, CronField field, long seed) {
    int from = field.min();
    int to = field == CronField.DAY ? LAST_DAY : field.max();
    if (cursor.accept('(')) {
      from = Range.value(cursor, field, field.max());
      int dash = cursor.position();
      to = cursor.accept('-') ? Range.value(cursor, field, field.max()) : -1;
      if (to < from || !cursor.accept(')')) {
        throw cursor.error(dash, "H(a-b) is needed, a not above b");
      }
    }
    if (!cursor.accept('/')) {
      int value = from + pick(seed, field, to - from + 1);
      return new Range(value, value, 1);
    }
    int start = cursor.position();
    int step = cursor.number();
    if (step == 0 || step > to - from) {
      throw cursor.error(start, "a step is from 1 to " + (to - from) + " here");
    }
    return new Range(from + pick(seed, field, step), to, step);
  }

  private static int pick(long seed, CronField field, int bound) {
    // SplitMix64's finisher: neighbouring seeds and fields give unrelated numbers.
    long z = seed + 0x9E3779B97F4A7C15L * field.member().hashCode();
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) Long.remainderUnsigned(z ^ (z >>> 31), bound);
  }
}
