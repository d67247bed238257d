package dev.carillon.explain;

import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerNote;
import dev.carillon.trigger.TriggerSearchException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of a trigger around an instant. A search that gives up counts as no time.
 *
 * @param trigger the rule
 * @param zone whose days count
 * @param start no fire time before this one, inclusive; null = open
 * @param end no fire time after this one, inclusive; null = open
 */
record FireTimes(Trigger trigger, ZoneId zone, @Nullable Instant start, @Nullable Instant end) {

  private static final Instant BEFORE_ALL = Instant.EPOCH.minus(1, ChronoUnit.MICROS);
  private static final Instant AFTER_ALL = Instant.parse("9999-12-31T23:59:59.999999Z");

  boolean contains(Instant at) {
    return at.equals(next(at.minus(1, ChronoUnit.MICROS)));
  }

  boolean startsAfter(Instant at) {
    return start != null && at.isBefore(start);
  }

  boolean endsBefore(Instant at) {
    return end != null && at.isAfter(end);
  }

  /** The first fire time after an instant; null if there is none. */
  @Nullable Instant after(Instant at) {
    return next(at);
  }

  /**
   * The last fire time before an instant; null if there is none. Looks back in steps that double
   * until one is found, then halves: about a hundred questions for any gap.
   */
  @Nullable Instant before(Instant at) {
    Instant high = at;
    Duration step = Duration.ofSeconds(1);
    Instant found = null;
    while (found == null && high.isAfter(BEFORE_ALL)) {
      Instant low = at.isAfter(BEFORE_ALL.plus(step)) ? at.minus(step) : BEFORE_ALL;
      found = between(low, at);
      if (found == null) {
        high = low;
        step = step.multipliedBy(2);
      }
    }
    return found == null ? null : latest(found, high, at);
  }

  /** Halves between a fire time and an instant after the last one before {@code end}. */
  private Instant latest(Instant known, Instant bound, Instant end) {
    Instant latest = known;
    Instant low = known;
    Instant high = bound;
    while (low.isBefore(high)) {
      // Not ChronoUnit.between, which overflows beyond 292 years.
      Instant middle =
          low.plus(Duration.between(low, high).dividedBy(2)).truncatedTo(ChronoUnit.MICROS);
      Instant next = between(middle, end);
      if (next == null) {
        high = middle;
      } else {
        latest = next;
        low = next;
      }
    }
    return latest;
  }

  /** The first fire time after {@code low} and before {@code high}; null if there is none. */
  private @Nullable Instant between(Instant low, Instant high) {
    Instant next = next(low);
    return next == null || !next.isBefore(high) ? null : next;
  }

  private @Nullable Instant next(Instant previous) {
    Instant from =
        start != null && previous.isBefore(start) ? start.minus(1, ChronoUnit.MICROS) : previous;
    try {
      Instant next = trigger.next(from, from);
      return next == null || endsBefore(next) ? null : next;
    } catch (TriggerSearchException e) {
      return null;
    }
  }

  /** What a change of the zone's offset does to the fire times of the instant's local day. */
  List<TriggerNote> notesOfDay(Instant at) {
    ZonedDateTime day = at.atZone(zone).truncatedTo(ChronoUnit.DAYS);
    Instant from = day.toInstant();
    Instant until = day.plusDays(1).toInstant().minus(1, ChronoUnit.MICROS);
    return trigger.notes(
        from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from,
        until.isAfter(AFTER_ALL) ? AFTER_ALL : until);
  }

  /** How many fire times there are from {@code first}, which is one, until before {@code end}. */
  long countBefore(Instant first, Instant end, long most) {
    long count = 0;
    for (Instant time = first; time != null && time.isBefore(end) && count < most; count++) {
      time = next(time);
    }
    return count;
  }
}
