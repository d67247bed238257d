package dev.carillon.trigger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a trigger may fire. Both ends are inclusive; null is open. An end before the
 * start is an empty window, not an error.
 */
record Window(@Nullable Instant start, @Nullable Instant end) {

  static final Window OPEN = new Window(null, null);

  /** Empty, or {@code , from 2027-01-01T00:00:00Z until 2027-02-01T00:00:00Z}. */
  String describe() {
    if (start == null && end == null) {
      return "";
    }
    return "," + (start == null ? "" : " from " + start) + (end == null ? "" : " until " + end);
  }

  long startMicros() {
    return start == null ? 0 : Micros.of(start);
  }

  long endMicros() {
    return end == null ? Micros.LAST : Micros.of(end);
  }

  /** The time, if the window has not ended by then. */
  @Nullable Instant clip(long micros) {
    return micros > endMicros() ? null : Micros.instant(micros);
  }
}
