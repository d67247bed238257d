package dev.carillon.trigger;

import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads triggers written as text: {@code cron <expression> [zone]}, {@code every <duration>},
 * {@code at <date-time>}.
 */
final class TextReader {

  private TextReader() {}

  static Trigger read(String text, TriggerContext context, String pointer) {
    String trimmed = text.strip();
    int blank = trimmed.indexOf(' ');
    String word = blank < 0 ? trimmed : trimmed.substring(0, blank);
    String rest = blank < 0 ? "" : trimmed.substring(blank).strip();
    try {
      return switch (word) {
        case "cron" -> cron(rest, context);
        case "every" ->
            IntervalReader.every(DurationText.read(rest), new Members(Map.of(), ""), context);
        case "at" -> new DateTrigger(DateTimes.fireTime(rest, context.zone()), context.zone());
        default -> throw new InvalidTriggerException(pointer, unknown(text));
      };
    } catch (DateTimeException | InvalidTriggerException e) {
      // A text has no members to point at.
      throw new InvalidTriggerException(pointer, String.valueOf(e.getMessage()));
    }
  }

  private static String unknown(String text) {
    return "\""
        + text
        + "\" begins with none of: cron, every, at; for instance \"cron 0 2 * * * Europe/Berlin\","
        + " \"every 15m\", \"at 2027-01-01T00:00:00Z\"";
  }

  private static Trigger cron(String rest, TriggerContext context) {
    Map<String, Object> members = new HashMap<>();
    members.put("type", "cron");
    members.put("expression", rest);
    int blank = rest.lastIndexOf(' ');
    String last = rest.substring(blank + 1);
    if (blank > 0 && isZone(last)) {
      members.put("expression", rest.substring(0, blank).strip());
      members.put("timeZone", last);
    }
    return CronReader.read(new Members(members, ""), context);
  }

  /** A last word is meant as a zone if it is one, or if it looks like Area/Place. */
  private static boolean isZone(String word) {
    int slash = word.indexOf('/');
    boolean place =
        slash > 3 && slash + 1 < word.length() && Character.isLetter(word.charAt(slash + 1));
    return place || TimeZones.find(word) != null;
  }
}
