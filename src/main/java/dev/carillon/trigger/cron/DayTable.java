package dev.carillon.trigger.cron;

/** The days that a rule picks, worked out once for each of the 28 kinds of months. */
final class DayTable {

  private final int[] days = new int[28];

  DayTable(CronFields fields) {
    for (int length = 28; length <= 31; length++) {
      int exists = (int) (-2L & ((1L << (length + 1)) - 1));
      for (int first = 0; first < 7; first++) {
        days[index(length, first)] = fields.daysOf(length, first) & exists;
      }
    }
  }

  /** The days, bit n for day n. */
  int days(int length, int first) {
    return days[index(length, first)];
  }

  private static int index(int length, int first) {
    return (length - 28) * 7 + first;
  }
}
