package dev.carillon.trigger.cron;

/**
 * Times of a day as three bit sets, bit n for value n. None is empty.
 *
 * @param hours bits 0 to 23
 * @param minutes bits 0 to 59
 * @param seconds bits 0 to 59
 */
record TimeOfDay(long hours, long minutes, long seconds) {

  /** First time of the day, in seconds. */
  int first() {
    return Long.numberOfTrailingZeros(hours) * 3600 + firstOfHour();
  }

  /** The earliest time at or after a second of the day; -1 if the day has none left. */
  int next(int secondOfDay) {
    int hour = secondOfDay / 3600;
    if ((hours >> hour & 1) != 0) {
      int minute = secondOfDay / 60 % 60;
      if ((minutes >> minute & 1) != 0) {
        long left = seconds & -1L << secondOfDay % 60;
        if (left != 0) {
          return hour * 3600 + minute * 60 + Long.numberOfTrailingZeros(left);
        }
      }
      long left = minutes & -1L << (minute + 1);
      if (left != 0) {
        return hour * 3600
            + Long.numberOfTrailingZeros(left) * 60
            + Long.numberOfTrailingZeros(seconds);
      }
    }
    long left = hours & -1L << (hour + 1);
    return left == 0 ? -1 : Long.numberOfTrailingZeros(left) * 3600 + firstOfHour();
  }

  private int firstOfHour() {
    return Long.numberOfTrailingZeros(minutes) * 60 + Long.numberOfTrailingZeros(seconds);
  }
}
