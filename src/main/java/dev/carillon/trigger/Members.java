package dev.carillon.trigger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read with their type. Every complaint points at the member.
 *
 * @param values names and JSON values
 * @param pointer JSON pointer of the object
 */
record Members(Map<?, ?> values, String pointer) {

  /** The most characters of a text. */
  static final int LONGEST_TEXT = 1000;

  private static final int MOST_DIGITS = 100;

  static String tooLong(String text) {
    return "a text of " + text.length() + " characters; at most " + LONGEST_TEXT + " are valid";
  }

  /** Refuses members that are not known, by name. */
  void allowOnly(Set<String> known) {
    for (Object name : values.keySet()) {
      if (!(name instanceof String) || !known.contains(name)) {
        throw invalid(
            String.valueOf(name),
            "unknown member \""
                + name
                + "\"; known are "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  /** True if the member is there and not null. */
  boolean has(String name) {
    return values.get(name) != null;
  }

  @Nullable Object value(String name) {
    return values.get(name);
  }

  String text(String name) {
    if (values.get(name) instanceof String text) {
      if (text.length() > LONGEST_TEXT) {
        throw invalid(name, tooLong(text));
      }
      return text;
    }
    throw invalid(name, show(name) + " is not a text");
  }

  boolean flag(String name) {
    Object value = values.get(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw invalid(name, show(name) + " is neither true nor false");
  }

  /** A whole number; {@code absent} if the member is missing. Null is no number. */
  long number(String name, long absent, long min, long max) {
    if (!values.containsKey(name)) {
      return absent;
    }
    Object value = values.get(name);
    BigInteger number = whole(value);
    if (number == null) {
      throw invalid(name, show(name) + " is not a whole number from " + min + " to " + max);
    }
    if (number.compareTo(BigInteger.valueOf(min)) < 0
        || number.compareTo(BigInteger.valueOf(max)) > 0) {
      throw invalid(name, number + " is not in " + min + " to " + max);
    }
    return number.longValueExact();
  }

  /** A JSON number without a fraction, {@code 2.0} included; null for anything else. */
  private static @Nullable BigInteger whole(@Nullable Object value) {
    if (!(value instanceof Number)) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(value.toString());
      boolean bounded = Math.abs((long) number.precision() - number.scale()) <= MOST_DIGITS;
      return bounded ? number.toBigIntegerExact() : null;
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E absent) {
    if (!has(name)) {
      return absent;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(values.get(name))) {
        return constant;
      }
    }
    String names =
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    throw invalid(name, show(name) + " is none of " + names);
  }

  @Nullable Instant instant(String name, ZoneId zone) {
    if (!has(name)) {
      return null;
    }
    try {
      Instant instant = DateTimes.instant(text(name), zone);
      return Micros.of(instant) == Micros.LAST ? Micros.at(Micros.LAST) : instant;
    } catch (DateTimeException e) {
      throw invalid(name, String.valueOf(e.getMessage()));
    }
  }

  /** A date-time at which something fires. */
  @Nullable Instant fireTime(String name, ZoneId zone) {
    if (!has(name)) {
      return null;
    }
    try {
      return DateTimes.fireTime(text(name), zone);
    } catch (DateTimeException e) {
      throw invalid(name, String.valueOf(e.getMessage()));
    }
  }

  @Nullable LocalDate date(String name) {
    if (!has(name)) {
      return null;
    }
    try {
      return DateTimes.date(text(name));
    } catch (DateTimeException e) {
      throw invalid(name, String.valueOf(e.getMessage()));
    }
  }

  /** The zone of {@code timeZone}, if it is there. */
  ZoneId zone(ZoneId absent) {
    return has("timeZone") ? zoneOf(text("timeZone")) : absent;
  }

  private ZoneId zoneOf(String id) {
    ZoneId zone = TimeZones.find(id);
    if (zone == null) {
      throw invalid("timeZone", "\"" + id + "\" is no IANA time zone such as Europe/Berlin or UTC");
    }
    return zone;
  }

  InvalidTriggerException invalid(String name, String message) {
    return new InvalidTriggerException(at(name), message);
  }

  /** JSON pointer of a member. */
  String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private String show(String name) {
    Object value = values.get(name);
    return value instanceof String text
        ? "\"" + text + "\""
        : String.valueOf(value).toLowerCase(Locale.ROOT);
  }
}
