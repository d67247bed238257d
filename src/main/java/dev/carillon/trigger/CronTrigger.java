package dev.carillon.trigger;

import dev.carillon.trigger.wall.WallSchedule;
import dev.carillon.trigger.wall.ZoneClock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fires whenever the wall clock of a zone shows one of the times of a cron rule.
 *
 * @param schedule the wall times
 * @param clock the zone, and what becomes of wall times that do not exist or exist twice
 * @param window when it may fire
 * @param description the rule in one English sentence
 */
record CronTrigger(WallSchedule schedule, ZoneClock clock, Window window, String description)
    implements Trigger {

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant now) {
    long from = Math.max(Micros.from(previous, now), window.startMicros());
    return window.clip(WallTimes.next(schedule, clock, from));
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public List<TriggerNote> notes(Instant from, Instant until) {
    return WallTimes.notes(schedule, clock, from, until);
  }
}
