package dev.carillon.scheduler;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Spreads fires that are asked for at once, so that their receiver can follow.
 *
 * @param start when the first one may start
 * @param rate fires per second
 */
record Pace(Instant start, double rate) {

  private static final double SECOND_MICROS = 1e6;

  /** When the fire of this number may start; the first one is number 0. */
  Instant at(int number) {
    return start.plus(Math.round(number * SECOND_MICROS / rate), ChronoUnit.MICROS);
  }
}
