package dev.carillon.trigger.wall;

import java.time.ZoneId;
import java.time.zone.ZoneRules;

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
  private static final long LAST_INSTANT = WallSchedule.END - 1;

  private final ZoneId zone;
  private final ZoneRules rules;
  private final DstPolicy policy;
  // Remembers the stretch of the latest question; any stretch is right, so a race is harmless.
  private volatile Segment latest;

  /**
   * @param zone where the wall clock hangs
   * @param policy what becomes of wall times that a change drops or repeats
   */
  public ZoneClock(ZoneId zone, DstPolicy policy) {
    this.zone = zone;
    this.rules = zone.getRules();
    this.policy = policy;
    this.latest = new Segment(0, 0, 0, 0, 0);
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
    long at = Math.max(from, 0);
    while (at <= LAST_INSTANT) {
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
      segment = Segment.at(rules, instant);
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
