package dev.carillon.trigger.wall;

import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which a zone keeps one offset. All numbers are seconds.
 *
 * @param start first instant, inclusive
 * @param end the change that ends it, exclusive
 * @param offset what to add to an instant to get the wall time
 * @param gapBefore wall time that the change at {@code start} leaves out; negative where it repeats
 *     wall time
 * @param gapAfter the same of the change at {@code end}
 */
record Segment(long start, long end, int offset, int gapBefore, int gapAfter) {

  static Segment at(ZoneRules rules, long instant) {
    Instant at = Instant.ofEpochSecond(instant);
    if (rules.isFixedOffset()) {
      int offset = rules.getOffset(at).getTotalSeconds();
      return new Segment(Long.MIN_VALUE, Long.MAX_VALUE, offset, 0, 0);
    }
    // previousTransition is strict, and a change belongs to the segment that it starts
    ZoneOffsetTransition before = rules.previousTransition(at.plusSeconds(1));
    ZoneOffsetTransition after = rules.nextTransition(at);
    return new Segment(
        before == null ? Long.MIN_VALUE : before.toEpochSecond(),
        after == null ? Long.MAX_VALUE : after.toEpochSecond(),
        rules.getOffset(at).getTotalSeconds(),
        gap(before),
        gap(after));
  }

  /** The segment that begins with the change that ends this one. */
  Segment following(ZoneRules rules) {
    ZoneOffsetTransition after = rules.nextTransition(Instant.ofEpochSecond(end));
    return new Segment(
        end,
        after == null ? Long.MAX_VALUE : after.toEpochSecond(),
        offset + gapAfter,
        gapAfter,
        gap(after));
  }

  private static int gap(@Nullable ZoneOffsetTransition change) {
    return change == null
        ? 0
        : change.getOffsetAfter().getTotalSeconds() - change.getOffsetBefore().getTotalSeconds();
  }

  boolean contains(long instant) {
    return instant >= start && instant < end;
  }
}
