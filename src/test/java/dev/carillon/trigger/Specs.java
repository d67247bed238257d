package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short words for tests. */
final class Specs {

  static final Instant ANCHOR = Instant.parse("2026-03-01T10:00:00Z");
  static final TriggerContext BERLIN = context("Europe/Berlin");
  static final TriggerContext UTC = context("UTC");

  private Specs() {}

  static TriggerContext context(String zone) {
    return new TriggerContext(ZoneId.of(zone), ANCHOR, 7);
  }

  /** Names and values in turn. */
  static Map<String, @Nullable Object> spec(String type, @Nullable Object... members) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("type", type);
    for (int i = 0; i < members.length; i += 2) {
      spec.put(String.valueOf(members[i]), members[i + 1]);
    }
    return spec;
  }

  static List<String> times(Trigger trigger, String from, int count) {
    List<String> times = new ArrayList<>();
    Instant next = trigger.next(null, Instant.parse(from));
    while (next != null && times.size() < count) {
      times.add(next.toString());
      next = trigger.next(next, next);
    }
    return times;
  }
}
