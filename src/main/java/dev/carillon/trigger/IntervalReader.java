package dev.carillon.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code interval}: {@code weeks days hours minutes seconds startDate endDate timeZone jitter
 * fireImmediately}. Without {@code startDate} the first fire is one interval after the anchor, or
 * at the anchor with {@code fireImmediately}.
 */
final class IntervalReader {

  private static final Set<String> MEMBERS =
      Set.of(
          "type",
          "weeks",
          "days",
          "hours",
          "minutes",
          "seconds",
          "startDate",
          "endDate",
          "timeZone",
          "jitter",
          "fireImmediately");
  private static final Map<String, Integer> UNITS =
      Map.of("weeks", 604_800, "days", 86_400, "hours", 3600, "minutes", 60, "seconds", 1);
  private static final long LONGEST = Micros.LAST / Micros.SECOND;

  private IntervalReader() {}

  static Trigger read(Members members, TriggerContext context) {
    members.allowOnly(MEMBERS);
    long seconds = 0;
    for (Map.Entry<String, Integer> unit : UNITS.entrySet()) {
      long most = LONGEST / unit.getValue();
      seconds += members.number(unit.getKey(), 0, 0, most) * unit.getValue();
    }
    if (seconds == 0) {
      throw new InvalidTriggerException(
          members.pointer(),
          "an interval is at least one second; give weeks, days, hours, minutes or seconds");
    }
    return every(Duration.ofSeconds(seconds), members, context);
  }

  /** The start, or the first time from 1970 on if the start lies some hours before. */
  private static long phase(Instant start, long step) {
    long late = -start.getEpochSecond() * Micros.SECOND - start.getNano() / 1000;
    return late <= 0 ? Micros.of(start) : (late + step - 1) / step * step - late;
  }

  /** An interval whose length is known; all other members count. */
  static Trigger every(Duration step, Members members, TriggerContext context) {
    ZoneId zone = members.zone(context.zone());
    long micros = Math.min(step.toSeconds(), LONGEST) * Micros.SECOND;
    Instant start = members.instant("startDate", zone);
    boolean immediately = members.flag("fireImmediately");
    if (start != null && immediately) {
      throw members.invalid("fireImmediately", "goes without startDate only");
    }
    long first =
        start == null
            ? Micros.of(context.anchor()) + (immediately ? 0 : micros)
            : phase(start, micros);
    if (first > Micros.LAST) {
      throw new InvalidTriggerException(
          members.pointer(), "this can never fire: its first time lies after the year 9999");
    }
    Window window = new Window(start, members.instant("endDate", zone));
    Trigger trigger = new IntervalTrigger(first, micros, window.endMicros(), zone);
    return Jitter.on(trigger, members, context, window);
  }
}
