package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of another trigger that lie in a window. The phase of the other trigger stays as it is.
 *
 * @param base the unbounded times
 * @param window both ends inclusive
 */
record BoundedTrigger(Trigger base, Window window) implements Trigger {

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant currentTime) {
    Instant next = base.next(previous, currentTime);
    Instant start = window.start();
    if (next != null && start != null && next.isBefore(start)) {
      next = base.next(start.minus(1, ChronoUnit.MICROS), currentTime);
    }
    Instant end = window.end();
    return next == null || (end != null && next.isAfter(end)) ? null : next;
  }

  @Override
  public long count(Instant first, Instant until, long most) {
    Instant end = window.end();
    return base.count(first, end != null && until.isAfter(end) ? end : until, most);
  }

  @Override
  public String describe() {
    return base.describe() + window.describe();
  }

  @Override
  public @Nullable ZoneId zone() {
    return base.zone();
  }

  @Override
  public List<TriggerNote> notes(Instant from, Instant until) {
    return base.notes(from, until);
  }
}
