package dev.carillon.trigger.wall;

import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the instants of a wall schedule in a zone.
 *
 * <p>Between two changes of its offset a zone is a plain shift, so the search goes from change to
 * change: in each such stretch it asks the schedule once, in wall time. Gaps need no care then (no
 * stretch contains their wall times) and overlaps are met twice, in the order of their instants.
 */
public final class ZoneClock {

  // No offset and no change of one is longer than a day.
  private static final long FAR = 2L * CivilDate.DAY;
  private static final long END_OF_SEARCH = WallSchedule.END;
  private static final long LAST_INSTANT = END_OF_SEARCH - 1;
  // 28 years without a century that is no leap year hold every kind of year next to every kind that
  // it can stand next to; 62 years hold such 28 years and some room for the changes at either end.
  private static final long CYCLE = 62L * 366 * CivilDate.DAY;

  private final ZoneId zone;
  private final ZoneRules rules;
  private final DstPolicy policy;
  private final long lastExplicitChange;
  // From where a schedule has no more times; once known, it is not searched again.
  private volatile @Nullable Never never;
  // Remembers the stretch of the latest question; any stretch is right, so a race is harmless.
  private volatile Segment latest;

  private record Never(WallSchedule schedule, long from) {}

  /**
   * @param zone where the wall clock hangs
   * @param policy what becomes of wall times that a change drops or repeats
   */
  public ZoneClock(ZoneId zone, DstPolicy policy) {
    this.zone = zone;
    this.rules = zone.getRules();
    List<ZoneOffsetTransition> changes = rules.getTransitions();
    this.lastExplicitChange =
        changes.isEmpty() ? 0 : changes.get(changes.size() - 1).toEpochSecond();
    this.policy = policy;
    this.latest = new Segment(0, Long.MIN_VALUE, 0, 0, 0);
  }

  /** Where the wall clock hangs. */
  public ZoneId zone() {
    return zone;
  }

  /** What becomes of wall times that a change drops or repeats. */
  public DstPolicy policy() {
    return policy;
  }

  /**
   * The earliest instant at or after {@code from} at which the schedule fires.
   *
   * @param from seconds of the epoch
   * @return seconds of the epoch, not after the year 9999; or {@link WallSchedule#NEVER}
   */
  public long next(WallSchedule schedule, long from) {
    long start = Math.max(from, 0);
    Never known = never;
    long neverFrom = known != null && known.schedule() == schedule ? known.from() : END_OF_SEARCH;
    if (start >= neverFrom) {
      return WallSchedule.NEVER;
    }
    long found = search(schedule, start, neverFrom);
    if (found == WallSchedule.NEVER) {
      never = new Never(schedule, start);
    }
    return found;
  }

  /** The earliest instant from {@code start}, if there is one before {@code neverFrom}. */
  private long search(WallSchedule schedule, long start, long neverFrom) {
    long at = start;
    long cycle = Math.max(start, lastExplicitChange) + CYCLE;
    while (at < neverFrom) {
      if (at > cycle) {
        WallSchedule cyclic = schedule.cyclic();
        if (cyclic == schedule
            || (cyclic != null && search(cyclic, at, neverFrom) == WallSchedule.NEVER)) {
          return WallSchedule.NEVER;
        }
        cycle = END_OF_SEARCH;
      }
      Segment segment = segmentAt(at);
      int offset = segment.offset();
      long wall = Math.max(at, firstAllowed(segment)) + offset;
      long match = schedule.next(wall);
      long found = match == WallSchedule.NEVER ? match : match - offset;
      if (found >= lastAllowed(segment)) {
        found = WallSchedule.NEVER;
      }
      found = Math.min(found, shifted(schedule, segment, at));
      if (found != WallSchedule.NEVER) {
        return found <= LAST_INSTANT ? found : WallSchedule.NEVER;
      }
      at = segment.end();
      if (match == WallSchedule.NEVER && segment.gapAfter() >= 0) {
        return WallSchedule.NEVER;
      }
      // No wall time up to the match fires, so the stretches before it need no question; except
      // where the change ahead sets the clock back to before the wall time that was asked for.
      if (match != WallSchedule.NEVER && wall + CivilDate.DAY < at + offset) {
        at = Math.max(at, match - offset - FAR);
      }
    }
    return WallSchedule.NEVER;
  }

  /** The stretch of constant offset that contains the instant. */
  Segment segmentAt(long instant) {
    Segment segment = latest;
    if (!segment.contains(instant)) {
      segment = instant == segment.end() ? segment.following(rules) : Segment.at(rules, instant);
      latest = segment;
    }
    return segment;
  }

  private long firstAllowed(Segment segment) {
    return segment.gapBefore() < 0 && policy.overlap() == DstPolicy.Overlap.FIRST
        ? segment.start() - segment.gapBefore()
        : segment.start();
  }

  private long lastAllowed(Segment segment) {
    return segment.gapAfter() < 0 && policy.overlap() == DstPolicy.Overlap.LAST
        ? segment.end() + segment.gapAfter()
        : segment.end();
  }

  /** The earliest wall time of the gap before the segment, moved behind the gap. */
  private long shifted(WallSchedule schedule, Segment segment, long at) {
    if (segment.gapBefore() <= 0
        || policy.gap() == DstPolicy.Gap.SKIP
        || at >= segment.start() + segment.gapBefore()) {
      return WallSchedule.NEVER;
    }
    int offsetBefore = segment.offset() - segment.gapBefore();
    long match = schedule.next(at + offsetBefore);
    return match < segment.start() + segment.offset() ? match - offsetBefore : WallSchedule.NEVER;
  }
}
