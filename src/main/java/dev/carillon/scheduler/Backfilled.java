package dev.carillon.scheduler;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fire times that are delivered after all.
 *
 * @param times those that were not delivered before, in order
 * @param existing how many were left alone: delivered, failed, or on their way
 * @param next the first fire time that was not looked at, because of a limit; null if there is none
 */
public record Backfilled(List<Instant> times, int existing, @Nullable Instant next) {

  public Backfilled {
    times = List.copyOf(times);
  }
}
