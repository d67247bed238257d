package dev.carillon.trigger;

import dev.carillon.trigger.wall.WallSchedule;
import dev.carillon.trigger.wall.ZoneClock;

/** Asks a wall schedule for instants in microseconds. */
final class WallTimes {

  private WallTimes() {}

  /** The earliest fire time at or after {@code from}, in microseconds, or {@link Micros#NEVER}. */
  static long next(WallSchedule schedule, ZoneClock clock, long from) {
    long seconds = Math.floorDiv(from + Micros.SECOND - 1, Micros.SECOND);
    long next = clock.next(schedule, seconds);
    return next == WallSchedule.NEVER ? Micros.NEVER : next * Micros.SECOND;
  }
}
