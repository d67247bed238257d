package dev.carillon.trigger.wall;

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
}
