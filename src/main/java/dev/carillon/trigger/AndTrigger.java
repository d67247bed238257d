package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fires when all of its triggers fire together: at the earliest of their times, if the others
 * follow within the threshold.
 *
 * <p>The search leaps: whoever lies too far behind the latest is asked for its first time that
 * could still meet it. Times that cannot be part of a meeting are never looked at.
 *
 * @param triggers at least one
 * @param threshold how far apart times may lie, in microseconds; 0 = equal times only
 */
record AndTrigger(List<Trigger> triggers, long threshold) implements Trigger {

  /** Leaps after which a search gives up. */
  static final int MAX_LEAPS = 10_000;

  AndTrigger {
    triggers = List.copyOf(triggers);
  }

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant now) {
    return search(Micros.from(previous, now)).instant();
  }

  /**
   * What a search found.
   *
   * @param gaveUp true if it ended without result because of its length
   */
  record Meeting(@Nullable Instant instant, boolean gaveUp) {}

  /** Looks for the first meeting at or after a time in microseconds. */
  Meeting search(long from) {
    long[] times = new long[triggers.size()];
    long latest = from;
    for (int i = 0; i < times.length; i++) {
      times[i] = ask(i, from);
      latest = Math.max(latest, times[i]);
    }
    for (int leaps = 0; leaps < MAX_LEAPS; leaps++) {
      if (latest == Micros.NEVER) {
        return new Meeting(null, false);
      }
      int earliest = 0;
      for (int i = 1; i < times.length; i++) {
        earliest = times[i] < times[earliest] ? i : earliest;
      }
      if (latest - times[earliest] <= threshold) {
        return new Meeting(Micros.instant(times[earliest]), false);
      }
      times[earliest] = ask(earliest, latest - threshold);
      latest = Math.max(latest, times[earliest]);
    }
    return new Meeting(null, true);
  }

  /** The first time of a trigger at or after a time. */
  private long ask(int index, long from) {
    Instant after = Micros.instant(from - 1);
    Instant next = after == null ? null : triggers.get(index).next(after, after);
    return next == null ? Micros.NEVER : Micros.of(next);
  }

  @Override
  public String describe() {
    return "Whenever these meet: " + Combination.join(triggers, " and ");
  }

  @Override
  public @Nullable ZoneId zone() {
    return Combination.zone(triggers);
  }

  @Override
  public List<TriggerNote> notes(Instant from, Instant until) {
    return Combination.notes(triggers, from, until);
  }
}
