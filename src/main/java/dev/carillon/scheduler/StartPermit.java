package dev.carillon.scheduler;

import dev.carillon.fire.Recalls;
import java.time.Instant;

/**
 * What this process may start of what it holds.
 *
 * @param until up to when
 * @param checkedUpTo the number of the latest fire on the agenda when it was checked as a whole
 * @param checkedAt when that check was over
 */
record StartPermit(Instant until, long checkedUpTo, Instant checkedAt) {

  static final StartPermit NONE = new StartPermit(Instant.MIN, 0, Instant.MAX);

  /** Up to when what was found at that instant may be relied on. */
  static Instant from(Instant found) {
    return found.plus(Recalls.PERMIT);
  }

  /**
   * When a transaction has found its fires valid: as late as it held its locks. If it has taken so
   * long that leases may have ended meanwhile, which no lock prevents, when it had not begun yet.
   */
  static Instant found(Instant begun, Instant locked, Instant leasedUntil) {
    return locked.isBefore(leasedUntil) ? locked : begun;
  }

  boolean covers(Held held, Instant instant) {
    return instant.isBefore(until) && knows(held);
  }

  /**
   * Whether a recall of the fire since its claim would have been noticed: it was on the agenda when
   * that was checked, or was claimed afterwards.
   */
  boolean knows(Held held) {
    return held.number() <= checkedUpTo || held.claimedFrom().isAfter(checkedAt);
  }

  /** The same for longer: nothing was recalled since, and all up to that number is known. */
  StartPermit lasting(Instant end, long latest) {
    return new StartPermit(end, latest, checkedAt);
  }
}
