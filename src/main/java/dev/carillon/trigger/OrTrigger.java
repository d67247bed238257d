package dev.carillon.trigger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  public @Nullable Instant next(@Nullable Instant previous, Instant now) {
    Instant after = previous == null ? justBefore(now) : previous;
    Instant earliest = null;
    for (Trigger trigger : triggers) {
      Instant next = trigger.next(after, now);
      if (next != null && (earliest == null || next.isBefore(earliest))) {
        earliest = next;
      }
    }
    return earliest;
  }

  static Instant justBefore(Instant time) {
    return Objects.requireNonNull(Micros.instant(Math.max(Micros.of(time) - 1, -1)));
  }

  @Override
  public String describe() {
    return triggers.stream().map(Trigger::describe).collect(Collectors.joining("; or: "));
  }

  @Override
  public List<TriggerNote> notes(Instant from, Instant until) {
    return merge(triggers.stream().flatMap(trigger -> trigger.notes(from, until).stream()));
  }

  static List<TriggerNote> merge(Stream<TriggerNote> notes) {
    return notes.distinct().sorted(Comparator.comparing(TriggerNote::at)).toList();
  }
}
