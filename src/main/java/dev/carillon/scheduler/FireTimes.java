package dev.carillon.scheduler;

import dev.carillon.trigger.Trigger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The fire times of a trigger in a window.
 *
 * @param from inclusive
 * @param until inclusive; before {@code from} if the window is empty
 */
record FireTimes(Trigger trigger, Instant from, Instant until) {

  /** The instant after which all of them come. */
  Instant justBeforeFirst() {
    return from.minus(1, ChronoUnit.MICROS);
  }

  /** The first ones after an instant, exclusive. */
  List<Instant> after(Instant previous, int most) {
    List<Instant> times = new ArrayList<>();
    Instant next = trigger.next(previous, previous);
    while (next != null && !next.isAfter(until) && times.size() < most) {
      times.add(next);
      next = trigger.next(next, next);
    }
    return times;
  }

  /** The same trigger up to another instant. */
  FireTimes until(Instant other) {
    return new FireTimes(trigger, from, other);
  }
}
