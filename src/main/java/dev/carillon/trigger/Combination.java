package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code and} and {@code or} have in common. */
final class Combination {

  private Combination() {}

  static String join(List<Trigger> triggers, String word) {
    return triggers.stream()
        .map(Trigger::describe)
        .map(text -> text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1))
        .collect(Collectors.joining(word));
  }

  static @Nullable ZoneId zone(List<Trigger> triggers) {
    ZoneId zone = triggers.get(0).zone();
    return triggers.stream().allMatch(trigger -> zone != null && zone.equals(trigger.zone()))
        ? zone
        : null;
  }

  static List<TriggerNote> notes(List<Trigger> triggers, Instant from, Instant until) {
    List<TriggerNote> notes = List.of();
    Instant end = until;
    for (Trigger trigger : triggers) {
      notes =
          Stream.concat(notes.stream(), trigger.notes(from, end).stream())
              .distinct()
              .sorted(Comparator.comparing(TriggerNote::at))
              .limit(DstNotes.MOST_NOTES)
              .toList();
      if (notes.size() == DstNotes.MOST_NOTES) {
        end = notes.get(notes.size() - 1).at();
      }
    }
    return notes;
  }
}
