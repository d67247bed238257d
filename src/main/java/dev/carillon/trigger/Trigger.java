package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pure rule that gives fire times. Immutable and thread-safe; knows no clock and does no I/O.
 *
 * <p>All instants have microsecond precision; fire times lie in the years 1970 to 9999 (UTC).
 */
public sealed interface Trigger
    permits AndTrigger,
        BoundedTrigger,
        CalendarIntervalTrigger,
        CronTrigger,
        DateTrigger,
        IntervalTrigger,
        JitteredTrigger,
        OrTrigger {

  /**
   * The fire time that follows {@code previous}.
   *
   * @param previous the fire time before, exclusive; null asks for the first one
   * @param currentTime the instant from which the first fire time counts, inclusive; without
   *     influence when {@code previous} is given. A rule with one fixed time, or with a fixed first
   *     day, may answer with a time before {@code currentTime}
   * @return strictly after {@code previous}; null when the rule yields no further time
   * @throws TriggerSearchException if a search gave up, so that nobody knows
   */
  @Nullable Instant next(@Nullable Instant previous, Instant currentTime);

  /** The rule in one English sentence. */
  String describe();

  /** The zone whose wall clock the rule follows; null if it follows none, or several. */
  default @Nullable ZoneId zone() {
    return null;
  }

  /**
   * Where a change of a zone's offset moves, doubles or drops a fire time.
   *
   * @param from inclusive
   * @param until inclusive
   * @return in the order of time
   */
  default List<TriggerNote> notes(Instant from, Instant until) {
    return List.of();
  }

  /**
   * How many fire times there are in a stretch of time.
   *
   * @param first a fire time of this trigger
   * @param until inclusive, not before {@code first}
   * @param most where to stop counting
   * @return at least 1, at most {@code most}
   */
  default long count(Instant first, Instant until, long most) {
    long count = 1;
    Instant next = next(first, until);
    while (count < most && next != null && !next.isAfter(until)) {
      count++;
      next = next(next, until);
    }
    return count;
  }

  /**
   * The times of this trigger from a start to an end.
   *
   * @param start inclusive; null = open
   * @param end inclusive; null = open
   */
  default Trigger within(@Nullable Instant start, @Nullable Instant end) {
    return start == null && end == null ? this : new BoundedTrigger(this, new Window(start, end));
  }
}
