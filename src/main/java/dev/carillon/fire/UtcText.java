package dev.carillon.fire;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as the databases write a DATETIME(6): {@code 2027-01-31 09:00:00.123456}, wall clock of
 * UTC. Written by hand, because it is done several times for every fire.
 */
final class UtcText {

  private static final int SECONDS_OF_DAY = 86_400;

  private UtcText() {}

  /** Rounded to microseconds, as the database rounds. */
  static String of(Instant instant) {
    return append(new StringBuilder(26), instant).toString();
  }

  static StringBuilder append(StringBuilder text, Instant instant) {
    int micros = (instant.getNano() + 500) / 1000;
    long second = instant.getEpochSecond() + micros / 1_000_000;
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_OF_DAY));
    if (date.getYear() < 0 || date.getYear() > 9999) {
      // In no column: the database says so.
      return text.append(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    int time = Math.floorMod(second, SECONDS_OF_DAY);
    two(two(text, date.getYear() / 100), date.getYear() % 100).append('-');
    two(text, date.getMonthValue()).append('-');
    two(text, date.getDayOfMonth()).append(' ');
    two(text, time / 3600).append(':');
    two(text, time / 60 % 60).append(':');
    two(text, time % 60).append('.');
    int fraction = micros % 1_000_000;
    return two(two(two(text, fraction / 10_000), fraction / 100 % 100), fraction % 100);
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
