package dev.carillon.target.http;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Retry-After} header (RFC 9110, section 10.2.3). */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /**
   * How long the receiver asked to wait.
   *
   * @param retryAfter seconds, or an HTTP date; null if the header is absent
   * @param date the {@code Date} header of the same answer: a date means nothing but relative to
   *     the receiver's own clock
   * @return not negative; null if there is nothing that can be understood
   */
  static @Nullable Duration parse(@Nullable String retryAfter, @Nullable String date) {
    if (retryAfter == null) {
      return null;
    }
    String text = retryAfter.strip();
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    ZonedDateTime until = httpDate(text);
    ZonedDateTime sent = date == null ? null : httpDate(date.strip());
    if (until == null || sent == null) {
      return null;
    }
    Duration wait = Duration.between(sent, until);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable ZonedDateTime httpDate(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
