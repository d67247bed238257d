package dev.carillon.trigger;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes triggers from their JSON form. */
public final class TriggerReader {

  private static final String TYPES = "date, interval, cron, calendarinterval, and, or";

  private TriggerReader() {}

  /**
   * Reads a trigger.
   *
   * @param spec a {@link Map} of member names to JSON values (String, Number, Boolean, List, Map,
   *     null), or a text: {@code cron 0 2 * * * Europe/Berlin}, {@code every 15m}, {@code at
   *     2027-01-01T00:00:00Z}
   * @param context what the trigger takes from its surroundings
   * @return the rule
   * @throws InvalidTriggerException if a member is unknown, missing or not valid, or if the trigger
   *     can never fire
   */
  public static Trigger read(@Nullable Object spec, TriggerContext context) {
    return read(spec, context, "", 0);
  }

  static Trigger read(@Nullable Object spec, TriggerContext context, String pointer, int depth) {
    if (spec instanceof String text) {
      if (text.length() > Members.LONGEST_TEXT) {
        throw new InvalidTriggerException(pointer, Members.tooLong(text));
      }
      return TextReader.read(text, context, pointer);
    }
    if (!(spec instanceof Map<?, ?> values)) {
      throw new InvalidTriggerException(
          pointer, "a trigger is an object with a type, or a text such as \"every 15m\"");
    }
    Members members = new Members(values, pointer);
    if (!members.has("type")) {
      throw members.invalid("type", "a trigger needs a type: " + TYPES);
    }
    return switch (members.text("type")) {
      case "date" -> DateReader.read(members, context);
      case "interval" -> IntervalReader.read(members, context);
      case "cron" -> CronReader.read(members, context);
      case "calendarinterval" -> CalendarIntervalReader.read(members, context);
      case "and" -> CombinationReader.and(members, context, depth);
      case "or" -> CombinationReader.or(members, context, depth);
      default ->
          throw members.invalid(
              "type", "no such trigger type: \"" + members.text("type") + "\"; known are " + TYPES);
    };
  }
}
