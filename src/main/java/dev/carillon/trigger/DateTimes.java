package dev.carillon.trigger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and date-times as callers write them. */
final class DateTimes {

  static final String DATE_TIME =
      "a date-time such as 2027-01-31T09:00:00Z, 2027-01-31T09:00:00+01:00, or 2027-01-31 09:00:00"
          + " on the wall of the time zone";

  // \d is ASCII here; Pattern.UNICODE_CHARACTER_CLASS is not set.
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})"
              + "(?:[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)(Z|[+-]\\d{2}:\\d{2})?)?");

  private DateTimes() {}

  /**
   * Reads a date-time. Without offset it is wall time of the zone: moved forward if a change of the
   * clock leaves it out, the earlier one if it exists twice. A date alone is its midnight.
   *
   * @return truncated to microseconds
   * @throws DateTimeException with a message that says what is wrong
   */
  static Instant instant(String text, ZoneId zone) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new DateTimeException("\"" + text + "\" is not " + DATE_TIME);
    }
    String time = matcher.group(2);
    String offset = matcher.group(3);
    LocalDateTime wall;
    Instant instant;
    try {
      LocalDate date = LocalDate.parse(matcher.group(1));
      wall = date.atTime(time == null ? LocalTime.MIDNIGHT : LocalTime.parse(time));
      instant =
          offset == null ? wall.atZone(zone).toInstant() : wall.toInstant(ZoneOffset.of(offset));
    } catch (DateTimeException e) {
      throw noSuchTime(text);
    }
    requireYear(text, wall.toLocalDate());
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** In our words: those of the parser name neither the whole text nor what would be valid. */
  private static DateTimeException noSuchTime(String text) {
    return new DateTimeException(
        "\""
            + text
            + "\" has a day, a time or an offset that does not exist; expected "
            + DATE_TIME);
  }

  /** A date-time at which something fires: its instant as well lies in the years 1970 to 9999. */
  static Instant fireTime(String text, ZoneId zone) {
    Instant instant = instant(text, zone);
    if (instant.getEpochSecond() < 0 || instant.getEpochSecond() > Micros.LAST / Micros.SECOND) {
      throw new DateTimeException("\"" + text + "\" is not in the years 1970 to 9999 in UTC");
    }
    return instant;
  }

  /**
   * Reads a date.
   *
   * @throws DateTimeException if the text is none, or lies outside the years 1970 to 9999
   */
  static LocalDate date(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || matcher.group(2) != null) {
      throw new DateTimeException("\"" + text + "\" is not a date such as 2027-01-31");
    }
    LocalDate date;
    try {
      date = LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw noSuchTime(text);
    }
    requireYear(text, date);
    return date;
  }

  /** Checks the year as written; the instant may lie some hours outside. */
  private static void requireYear(String text, LocalDate date) {
    if (date.getYear() < 1970 || date.getYear() > 9999) {
      throw new DateTimeException("\"" + text + "\" is not in the years 1970 to 9999");
    }
  }
}
