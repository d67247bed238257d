package dev.carillon.scheduler;

import java.time.Instant;

/**
 * A time in which no process was at work.
 *
 * @param id counts up
 * @param startedAt the last heartbeat of any process before it
 * @param endedAt when a process was at work again, inclusive
 */
public record Outage(long id, Instant startedAt, Instant endedAt) {

  /** Whether it was over by then. */
  boolean isBefore(Instant time) {
    return endedAt.isBefore(time);
  }

  /** Whether that time fell into it. */
  boolean contains(Instant time) {
    return !time.isBefore(startedAt) && !time.isAfter(endedAt);
  }
}
