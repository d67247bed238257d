package dev.carillon.trigger;

import java.time.Instant;
import java.util.Set;

/** Reads {@code date}: {@code runDate}, {@code timeZone}. Without {@code runDate}: at once. */
final class DateReader {

  private static final Set<String> MEMBERS = Set.of("type", "runDate", "timeZone");

  private DateReader() {}

  static Trigger read(Members members, TriggerContext context) {
    members.allowOnly(MEMBERS);
    Instant runDate = members.fireTime("runDate", members.zone(context.zone()));
    return new DateTrigger(runDate == null ? context.anchor() : runDate);
  }
}
