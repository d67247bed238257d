package dev.carillon.trigger;

import dev.carillon.trigger.cron.CronSchedule;
import dev.carillon.trigger.wall.ZoneClock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fires whenever the wall clock of a zone shows one of the times of a cron rule.
 *
 * @param schedule the wall times
 * @param clock the zone, and what becomes of wall times that do not exist or exist twice
 * @param window when it may fire
 */
record CronTrigger(CronSchedule schedule, ZoneClock clock, Window window) implements Trigger {

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant currentTime) {
    long from = Math.max(Micros.from(previous, currentTime), window.startMicros());
    return window.clip(WallTimes.next(schedule, clock, from));
  }

  @Override
  public String describe() {
    return schedule.describe() + ", in " + clock.zone() + window.describe();
  }

  @Override
  public ZoneId zone() {
    return clock.zone();
  }

  @Override
  public List<TriggerNote> notes(Instant from, Instant until) {
    Instant start = window.start();
    Instant end = window.end();
    return new DstNotes(schedule, clock)
        .between(
            start == null || start.isBefore(from) ? from : start,
            end == null || end.isAfter(until) ? until : end);
  }
}
