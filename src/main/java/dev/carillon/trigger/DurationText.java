package dev.carillon.trigger;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in whole seconds as text: {@code 15m}, {@code 1h30m}, {@code 2w}, {@code PT15M}. */
final class DurationText {

  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");
  private static final Pattern ISO =
      Pattern.compile(
          "P(?=[\\dT])(?:\\d{1,9}D)?(?:T(?=\\d)(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}S)?)?");
  private static final List<String> UNITS = List.of("week", "day", "hour", "minute", "second");
  private static final int[] SECONDS = {604_800, 86_400, 3600, 60, 1};

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @throws DateTimeException if the text is none, or if it is zero
   */
  static Duration read(String text) {
    Duration duration = Duration.ZERO;
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      for (int i = 0; i < SECONDS.length; i++) {
        String amount = matcher.group(i + 1);
        if (amount != null) {
          duration = duration.plusSeconds(Long.parseLong(amount) * SECONDS[i]);
        }
      }
    } else if (ISO.matcher(text).matches()) {
      duration = Duration.parse(text);
    }
    if (duration.isZero()) {
      throw new DateTimeException(
          "\"" + text + "\" is no duration of at least one second, for instance 15m, 1h30m, PT15M");
    }
    return duration;
  }

  /** {@code 1 hour 30 minutes}. */
  static String inWords(Duration duration) {
    long left = duration.toSeconds();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < SECONDS.length; i++) {
      long amount = left / SECONDS[i];
      left -= amount * SECONDS[i];
      if (amount > 0) {
        parts.add(amount + " " + UNITS.get(i) + (amount == 1 ? "" : "s"));
      }
    }
    return String.join(" ", parts);
  }
}
