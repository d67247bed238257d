package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import java.time.Instant;

/**
 * A fire that this process starts at its time.
 *
 * @param number counts what has come on the agenda
 * @param claimed the fire, under a lease of this process
 * @param claimedFrom when the transaction that claimed it had not begun yet
 * @param startableUntil up to this instant it may be started without looking at the database again
 */
record Held(long number, Claimed claimed, Instant claimedFrom, Instant startableUntil) {

  Fire fire() {
    return claimed.fire();
  }

  /** Since when it might have started: its time, or its claim if that came later. */
  Instant readyAt() {
    Instant time = fire().scheduledTime;
    return time.isAfter(claimedFrom) ? time : claimedFrom;
  }

  /** Whether it was held, and might have started but for a permit, already then. */
  boolean isDueSince(Instant instant) {
    return readyAt().isBefore(instant);
  }

  Held number(long another) {
    return new Held(another, claimed, claimedFrom, startableUntil);
  }

  Held startableUntil(Instant end) {
    return new Held(number, claimed, claimedFrom, end);
  }
}
