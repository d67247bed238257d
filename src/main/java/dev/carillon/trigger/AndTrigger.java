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
 */
final class AndTrigger implements Trigger {

  /** Leaps after which a search gives up. */
  static final int MAX_LEAPS = 10_000;

  // What a search may cost in questions to triggers that ask no others.
  private static final long BUDGET = 100_000;

  private final List<Trigger> triggers;
  private final long threshold;
  private final long[] costs;
  // The latest search that found something; any is right, so a race is harmless.
  private volatile Found latest = new Found(1, 0);

  /** No meeting from {@code from} to before {@code at}, and one at {@code at}. */
  private record Found(long from, long at) {
    boolean answers(long time) {
      return time >= from && time <= at;
    }
  }

  /**
   * @param triggers at least one
   * @param threshold how far apart times may lie, in microseconds; 0 = equal times only
   */
  AndTrigger(List<Trigger> triggers, long threshold) {
    this.triggers = List.copyOf(triggers);
    this.threshold = threshold;
    this.costs = this.triggers.stream().mapToLong(Work::of).toArray();
  }

  List<Trigger> triggers() {
    return triggers;
  }

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant currentTime) {
    long from = Micros.from(previous, currentTime);
    Meeting meeting = search(from);
    if (meeting.gaveUp()) {
      throw new TriggerSearchException(
          "the triggers of an and do not fire together within "
              + MAX_LEAPS
              + " steps from "
              + Micros.at(from),
          Micros.at(meeting.reached()));
    }
    return meeting.instant();
  }

  /**
   * What a search found.
   *
   * @param gaveUp true if it ended without result because of its length
   * @param reached there is no meeting before, in microseconds
   */
  record Meeting(@Nullable Instant instant, boolean gaveUp, long reached) {}

  /** Looks for the first meeting at or after a time in microseconds. */
  Meeting search(long from) {
    Found known = latest;
    if (known.answers(from)) {
      return new Meeting(Micros.instant(known.at()), false, from);
    }
    Meeting meeting = search(from, known);
    if (meeting.instant() != null) {
      latest = new Found(from, Micros.of(meeting.instant()));
    }
    return meeting;
  }

  private Meeting search(long from, Found known) {
    long[] times = new long[triggers.size()];
    long furthest = from;
    long left = BUDGET;
    for (int i = 0; i < times.length; i++) {
      times[i] = ask(i, from);
      left -= costs[i];
      furthest = Math.max(furthest, times[i]);
    }
    for (int leaps = 0; leaps < MAX_LEAPS && left > 0; leaps++) {
      if (furthest == Micros.NEVER) {
        return new Meeting(null, false, from);
      }
      int earliest = 0;
      for (int i = 1; i < times.length; i++) {
        earliest = times[i] < times[earliest] ? i : earliest;
      }
      if (furthest - times[earliest] <= threshold) {
        return new Meeting(Micros.instant(times[earliest]), false, from);
      }
      if (known.answers(furthest - threshold)) {
        return new Meeting(Micros.instant(known.at()), false, from);
      }
      times[earliest] = ask(earliest, furthest - threshold);
      left -= costs[earliest];
      furthest = Math.max(furthest, times[earliest]);
    }
    return furthest == Micros.NEVER
        ? new Meeting(null, false, from)
        : new Meeting(null, true, furthest - threshold);
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
