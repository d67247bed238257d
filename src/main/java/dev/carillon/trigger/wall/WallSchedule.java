package dev.carillon.trigger.wall;

import org.jspecify.annotations.Nullable;

/** A set of wall times, in whole seconds from 1970-01-01T00:00 on the wall. Knows no zone. */
@FunctionalInterface
public interface WallSchedule {

  /** The answer of a schedule without any further time. */
  long NEVER = Long.MAX_VALUE;

  /** The end of time for schedules, exclusive: 10000-01-01T00:00. */
  long END = 253_402_300_800L;

  /**
   * The earliest wall time at or after {@code wall}.
   *
   * @param wall wall time in seconds; may lie before 1970
   * @return a time from 0 to before {@link #END}, or {@link #NEVER}
   */
  long next(long wall);

  /**
   * A schedule of all these times, and maybe more, whose times in a year follow from the weekdays
   * and the length of the year and of its neighbours; null if none is known.
   */
  default @Nullable WallSchedule cyclic() {
    return null;
  }
}
