package dev.carillon.trigger;

import dev.carillon.trigger.wall.ZoneClock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fires at the same wall time every so many years, months, weeks and days.
 *
 * @param series the wall times
 * @param clock the zone, and what becomes of wall times that do not exist or exist twice
 * @param notBefore null if the caller named the first day: it then comes first, even if past.
 *     Otherwise the moment of creation, before which nothing fires
 */
record CalendarIntervalTrigger(CalendarSeries series, ZoneClock clock, @Nullable Instant notBefore)
    implements Trigger {

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant currentTime) {
    long from = previous == null && notBefore == null ? 0 : Micros.from(previous, currentTime);
    if (notBefore != null) {
      from = Math.max(from, Micros.of(notBefore));
    }
    return Micros.instant(WallTimes.next(series, clock, from));
  }

  @Override
  public String describe() {
    return series.describe() + ", in " + clock.zone();
  }

  @Override
  public ZoneId zone() {
    return clock.zone();
  }

  @Override
  public List<TriggerNote> notes(Instant from, Instant until) {
    return new DstNotes(series, clock).between(from, until);
  }
}
