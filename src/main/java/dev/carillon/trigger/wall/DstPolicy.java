package dev.carillon.trigger.wall;

/**
 * What becomes of wall times that a change of the zone's offset drops or repeats.
 *
 * @param gap the wall time does not exist, for instance 02:30 when the clock goes from 02:00 to
 *     03:00
 * @param overlap the wall time exists twice, for instance 02:30 when the clock goes from 03:00 back
 *     to 02:00
 */
public record DstPolicy(Gap gap, Overlap overlap) {

  /** Every instant whose wall clock matches: nothing in a gap, both in an overlap. */
  public static final DstPolicy MATCHING = new DstPolicy(Gap.SKIP, Overlap.BOTH);

  /** What to do with a wall time that does not exist. */
  public enum Gap {
    /** No fire. */
    SKIP,
    /** Later by the length of the gap: 02:30 becomes 03:30. */
    SHIFT_FORWARD
  }

  /** What to do with a wall time that exists twice. */
  public enum Overlap {
    /** The earlier instant, before the clock is set back. */
    FIRST,
    /** The later instant, after the clock is set back. */
    LAST,
    /** Both instants. */
    BOTH
  }
}
