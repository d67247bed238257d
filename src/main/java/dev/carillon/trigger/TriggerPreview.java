package dev.carillon.trigger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger will do.
 *
 * @param fireTimes the coming fire times
 * @param exhausted true if the trigger yields no time after these
 * @param notes where a change of a zone's offset moves, doubles or drops a time, from the start of
 *     the preview to its last fire time, or to {@code until} if that was given
 * @param description the rule in one English sentence
 */
public record TriggerPreview(
    List<Instant> fireTimes, boolean exhausted, List<TriggerNote> notes, String description) {

  /** The greatest number of fire times in one preview. */
  public static final int MAX_COUNT = 1000;

  public TriggerPreview {
    fireTimes = List.copyOf(fireTimes);
    notes = List.copyOf(notes);
  }

  /**
   * Asks a trigger for its next times.
   *
   * @param from where to begin, inclusive
   * @param until where to end, inclusive; null for no end
   * @param count how many times at most, 1 to {@value #MAX_COUNT}
   * @throws IllegalArgumentException if the count is out of range
   */
  public static TriggerPreview of(
      Trigger trigger, Instant from, @Nullable Instant until, int count) {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("count is " + count + ", valid is 1 to " + MAX_COUNT);
    }
    List<Instant> times = new ArrayList<>();
    boolean exhausted = false;
    try {
      Instant next = trigger.next(null, from);
      while (next != null && times.size() < count && (until == null || !next.isAfter(until))) {
        times.add(next);
        next = trigger.next(next, from);
      }
      exhausted = next == null;
    } catch (TriggerSearchException e) {
      // Nobody knows whether more times follow, so these are all and it is not exhausted.
    }
    Instant start = times.isEmpty() || from.isBefore(times.get(0)) ? from : times.get(0);
    Instant last = times.isEmpty() ? from : times.get(times.size() - 1);
    List<TriggerNote> notes = trigger.notes(start, until == null ? last : until);
    return new TriggerPreview(times, exhausted, notes, trigger.describe());
  }
}
