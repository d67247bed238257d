package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fires once, even if its time is past when it is first asked.
 *
 * @param runDate when; truncated to microseconds
 * @param zone by whose wall clock it was written; for showing it alone
 */
record DateTrigger(Instant runDate, ZoneId zone) implements Trigger {

  DateTrigger {
    runDate = runDate.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant currentTime) {
    return previous == null || runDate.isAfter(previous) ? runDate : null;
  }

  @Override
  public String describe() {
    return "Once at " + runDate;
  }
}
