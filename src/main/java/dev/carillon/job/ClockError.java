package dev.carillon.job;

import java.time.Duration;

/** How wrong the clock of this process can be. */
@FunctionalInterface
public interface ClockError {

  /** By how much, at most, the clock is behind the database's just now; it is never ahead. */
  Duration behind();
}
