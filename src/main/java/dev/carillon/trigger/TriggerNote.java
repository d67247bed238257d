package dev.carillon.trigger;

import java.time.Instant;

/**
 * Says that a change of a zone's offset moved, doubled or dropped fire times.
 *
 * @param at the first instant concerned: where a dropped time would have been, where a moved time
 *     is, the first of two
 * @param rule which rule of the trigger's DST policy decided
 * @param text one English sentence
 */
public record TriggerNote(Instant at, Rule rule, String text) {

  /** The rules of the DST policy. */
  public enum Rule {
    /** A wall time does not exist; dropped. */
    GAP_SKIP,
    /** A wall time does not exist; moved behind the gap. */
    GAP_SHIFT_FORWARD,
    /** A wall time exists twice; the first instant counts. */
    OVERLAP_FIRST,
    /** A wall time exists twice; the second instant counts. */
    OVERLAP_LAST,
    /** A wall time exists twice; both instants count. */
    OVERLAP_BOTH
  }
}
