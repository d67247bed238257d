package dev.carillon.scheduler.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told to go on; it never goes back. */
public final class VirtualClock extends Clock {

  private Instant instant;

  public VirtualClock(Instant start) {
    this.instant = start;
  }

  /** Goes on by a time that is not negative. */
  public void advance(Duration time) {
    instant = instant.plus(time);
  }

  @Override
  public Instant instant() {
    return instant;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock is read in UTC");
  }
}
