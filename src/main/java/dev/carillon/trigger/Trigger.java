package dev.carillon.trigger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pure rule that gives fire times. Immutable and thread-safe; knows no clock and does no I/O.
 *
 * <p>All instants have microsecond precision.
 */
public interface Trigger {

  /**
   * The fire time that follows {@code previous}.
   *
   * @param previous the fire time before, exclusive; null asks for the first one
   * @param now the instant from which the first fire time counts, inclusive; without influence when
   *     {@code previous} is given. A rule with one fixed time may answer with a time before {@code
   *     now}
   * @return strictly after {@code previous}; null when the rule yields no further time
   */
  @Nullable Instant next(@Nullable Instant previous, Instant now);
}
