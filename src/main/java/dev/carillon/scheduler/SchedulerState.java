package dev.carillon.scheduler;

import dev.carillon.job.Pause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of the whole scheduler: what all processes go by.
 *
 * @param paused whether nothing may start
 * @param reason why it is paused; null if nobody said
 * @param by who paused or resumed it; null if nobody said
 * @param since when that was; null if it never was
 * @param pausedUntil when it goes on by itself; null if it does not
 * @param resumedAt when it was resumed last; null if it never was
 * @param outage the latest outage; null if there was none
 */
public record SchedulerState(
    boolean paused,
    @Nullable String reason,
    @Nullable String by,
    @Nullable Instant since,
    @Nullable Instant pausedUntil,
    @Nullable Instant resumedAt,
    @Nullable Outage outage) {

  /** Who resumes when nobody does: the pause was over. */
  static final String CARILLON = "carillon";

  /** Whether it was paused up to an instant that has come. */
  boolean isOver(Instant currentTime) {
    return paused && pausedUntil != null && !pausedUntil.isAfter(currentTime);
  }

  /** What it is at that instant: a pause that is over is none, written or not. */
  SchedulerState at(Instant currentTime) {
    return pausedUntil != null && isOver(currentTime) ? resumed(CARILLON, pausedUntil) : this;
  }

  /** Paused; if it was before, since then. */
  SchedulerState paused(Pause pause, Instant currentTime) {
    Instant from = paused && since != null ? since : currentTime;
    return new SchedulerState(
        true, pause.reason(), pause.by(), from, pause.until(), resumedAt, outage);
  }

  /** Resumed; also if it was not paused, for processes that wait for the first resume. */
  SchedulerState resumed(@Nullable String who, Instant currentTime) {
    return paused
        ? new SchedulerState(false, null, who, currentTime, null, currentTime, outage)
        : new SchedulerState(false, reason, by, since, null, currentTime, outage);
  }

  SchedulerState after(Outage latest) {
    return new SchedulerState(paused, reason, by, since, pausedUntil, resumedAt, latest);
  }
}
