package dev.carillon.scheduler.model;

import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The fire times of a trigger, walked one by one from the instant at which it was given. */
final class FireTimes {

  private final Trigger trigger;
  private final Instant setAt;
  private final List<Instant> walked = new ArrayList<>();
  private boolean isEnded;

  FireTimes(UUID uid, Definition definition, Instant setAt) {
    long seed = uid.getMostSignificantBits() ^ uid.getLeastSignificantBits();
    this.setAt = setAt;
    this.trigger =
        TriggerReader.read(definition.trigger(), new TriggerContext(ZoneOffset.UTC, setAt, seed))
            .within(definition.policies().startTime(), definition.policies().endTime());
  }

  /** The first one at or after an instant; null if there is none. */
  @Nullable Instant from(Instant instant) {
    return walked(instant, true);
  }

  /** The first one after an instant; null if there is none. */
  @Nullable Instant after(Instant instant) {
    return walked(instant, false);
  }

  /** The very first one, even if it is over; null if there is none. */
  @Nullable Instant first() {
    return from(Instant.EPOCH);
  }

  /** All from one to another instant, both inclusive. */
  List<Instant> between(Instant from, Instant until) {
    List<Instant> times = new ArrayList<>();
    Instant time = from(from);
    while (time != null && !time.isAfter(until)) {
      times.add(time);
      time = after(time);
    }
    return times;
  }

  private @Nullable Instant walked(Instant instant, boolean inclusive) {
    while (!isEnded && (walked.isEmpty() || !walked.get(walked.size() - 1).isAfter(instant))) {
      Instant last = walked.isEmpty() ? null : walked.get(walked.size() - 1);
      Instant next = trigger.next(last, setAt);
      if (next == null) {
        isEnded = true;
      } else {
        walked.add(next);
      }
    }
    int found = Collections.binarySearch(walked, instant);
    int index = found < 0 ? -found - 1 : inclusive ? found : found + 1;
    return index == walked.size() ? null : walked.get(index);
  }
}
