package dev.carillon.scheduler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a process saw when it asked whether anything may start.
 *
 * @param hold what keeps it from that
 * @param pauseIsOver whether the row still speaks of a pause whose end has come
 * @param pausedUntil when the pause ends by itself; null if it does not, or there is none
 * @param outage the latest outage; null if there was none
 */
record Opening(
    Hold hold, boolean pauseIsOver, @Nullable Instant pausedUntil, @Nullable Outage outage) {

  /** Whether anything may start. */
  boolean isOpen() {
    return hold == Hold.NONE;
  }

  /** A count of what becomes of the fire times of the outage, for one transaction. */
  OutageTally tally() {
    return new OutageTally(outage);
  }
}
