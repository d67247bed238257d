package dev.carillon.it.chaos;

import dev.carillon.it.AttemptRow;
import java.time.Instant;

/**
 * A stretch in which a process did nothing.
 *
 * @param pod the host name, with which the ids in the ledger begin
 * @param from when it certainly stood still
 * @param until before it was let go on
 */
record Suspension(String pod, Instant from, Instant until) {

  /** Whether that attempt was this process's, and was to start in the stretch. */
  boolean holds(AttemptRow row) {
    return row.pod() != null
        && row.pod().startsWith(pod + "-")
        && row.startedAt().isAfter(from)
        && row.startedAt().isBefore(until);
  }

  /** The part of the stretch that is certain by another clock. */
  Suspension in(ClockRelation clock) {
    return new Suspension(pod, clock.latest(from), clock.earliest(until));
  }
}
