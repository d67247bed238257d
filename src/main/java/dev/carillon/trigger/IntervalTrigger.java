package dev.carillon.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Fires every so many seconds of elapsed time. A change of a zone's offset has no influence: one
 * day is 24 hours. The phase is fixed by the first time, so that any previous time finds its way
 * back.
 *
 * @param first the first fire time, in microseconds of the epoch
 * @param step in microseconds, at least one second
 * @param end last possible fire time, in microseconds of the epoch, inclusive
 * @param zone by whose wall clock it was written; for showing it alone
 */
record IntervalTrigger(long first, long step, long end, ZoneId zone) implements Trigger {

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant currentTime) {
    long from = Micros.from(previous, currentTime);
    long next = first;
    if (from > first) {
      long gap = from - first;
      long steps = (gap + step - 1) / step;
      next = first + steps * step;
    }
    return next > end ? null : Micros.instant(next);
  }

  @Override
  public long count(Instant first, Instant until, long most) {
    long last = Math.min(end, Micros.of(until));
    return Math.min(most, (last - Micros.of(first)) / step + 1);
  }

  @Override
  public String describe() {
    String length = DurationText.inWords(Duration.ofSeconds(step / Micros.SECOND));
    return "Every "
        + (length.matches("1 \\D+") ? length.substring(2) : length)
        + " from "
        + Micros.instant(first)
        + (end == Micros.LAST ? "" : " until " + Micros.instant(end));
  }
}
