package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/** Reads {@code date}: {@code runDate}, {@code timeZone}. Without {@code runDate}: at once. */
final class DateReader {

  private static final Set<String> MEMBERS = Set.of("type", "runDate", "timeZone");

  private DateReader() {}

  static Trigger read(Members members, TriggerContext context) {
    members.allowOnly(MEMBERS);
    ZoneId zone = members.zone(context.zone());
    Instant runDate = members.fireTime("runDate", zone);
    return new DateTrigger(runDate == null ? context.anchor() : runDate, zone);
  }
}
