package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fires whenever one of its triggers does; a time that several share counts once. The first time is
 * not before now, whatever the triggers alone would do: the past of one must not call up the past
 * of all others.
 *
 * @param triggers at least one
 */
record OrTrigger(List<Trigger> triggers) implements Trigger {

  OrTrigger {
    triggers = List.copyOf(triggers);
  }

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant currentTime) {
    Instant after = previous == null ? Micros.justBefore(currentTime) : previous;
    Instant earliest = null;
    TriggerSearchException unknown = null;
    for (Trigger trigger : triggers) {
      Instant next = null;
      try {
        next = trigger.next(after, currentTime);
      } catch (TriggerSearchException e) {
        unknown = unknown == null || e.reached().isBefore(unknown.reached()) ? e : unknown;
      }
      if (next != null && (earliest == null || next.isBefore(earliest))) {
        earliest = next;
      }
    }
    if (unknown != null && (earliest == null || !earliest.isBefore(unknown.reached()))) {
      throw unknown;
    }
    return earliest;
  }

  @Override
  public String describe() {
    return "Either " + Combination.join(triggers, " or ");
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
