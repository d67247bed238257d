package dev.carillon.bench;

import java.util.Random;

/**
 * When the jobs of a load are due, in whole milliseconds: the coarsest of the systems knows no
 * finer.
 *
 * @param count how many jobs
 * @param from the earliest time, microseconds since 1970
 * @param span how far the times are spread from there, in microseconds; 0 = all at once
 * @param seed for random times; 0 = evenly spread
 */
record DuePlan(int count, long from, long span, long seed) {

  DuePlan {
    if (count < 0 || span < 0) {
      throw new IllegalArgumentException(count + " jobs over " + span + " µs");
    }
  }

  static DuePlan at(int count, long micros) {
    return new DuePlan(count, micros, 0, 0);
  }

  static DuePlan evenly(int count, long from, long span) {
    return new DuePlan(count, from, span, 0);
  }

  static DuePlan randomly(int count, long from, long span, long seed) {
    return new DuePlan(count, from, span, seed);
  }

  /** The times, microseconds since 1970. */
  long[] micros() {
    Random random = new Random(seed);
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      long offset = seed == 0 ? span * i / count : (long) (random.nextDouble() * span);
      times[i] = (from + offset) / Micros.MILLI * Micros.MILLI;
    }
    return times;
  }

  /** The form in which {@link #parse} reads it. */
  String text() {
    return count + "," + from + "," + span + "," + seed;
  }

  static DuePlan parse(String text) {
    String[] parts = text.split(",");
    return new DuePlan(
        Integer.parseInt(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]));
  }
}
