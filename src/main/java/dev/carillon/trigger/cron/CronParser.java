package dev.carillon.trigger.cron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Reads cron rules. Strict: what it does not understand to the last character it refuses. */
public final class CronParser {

  private static final Map<String, String> MACROS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private static final List<CronField> EXPRESSION_ORDER =
      List.of(
          CronField.SECOND,
          CronField.MINUTE,
          CronField.HOUR,
          CronField.DAY,
          CronField.MONTH,
          CronField.DAY_OF_WEEK,
          CronField.YEAR);

  private CronParser() {}

  /**
   * Reads APScheduler's fields. A field that is not given stands for every value if it is more
   * significant than one that is given, otherwise for its least value; {@code week} and {@code
   * dayOfWeek} always stand for every value.
   *
   * @param texts the fields that are given; at least one
   * @param anyDay whether a day needs to match only one of the two day fields, if both are given
   * @throws CronFormatException if a text cannot be read, or if none is given
   */
  public static CronFields ofFields(Map<CronField, String> texts, boolean anyDay) {
    if (texts.isEmpty()) {
      throw new CronFormatException(
          null, "a cron rule needs an expression or at least one field, for instance hour");
    }
    EnumMap<CronField, String> complete = new EnumMap<>(CronField.class);
    CronField least = List.copyOf(new EnumMap<>(texts).keySet()).get(texts.size() - 1);
    for (CronField field : CronField.values()) {
      boolean every =
          field.compareTo(least) <= 0 || field == CronField.WEEK || field == CronField.DAY_OF_WEEK;
      complete.put(field, texts.getOrDefault(field, every ? "*" : String.valueOf(field.min())));
    }
    EnumMap<CronField, Cursor> cursors = new EnumMap<>(CronField.class);
    complete.forEach(
        (field, text) -> cursors.put(field, new Cursor(field, text, 0, text.length())));
    return read(cursors, new FieldParser(Dialect.FIELDS, 0), anyDay);
  }

  /**
   * Reads a crontab expression: minute, hour, day, month, weekday; six fields begin with the
   * second, seven end with the year. Or one of {@code @yearly @monthly @weekly @daily @hourly}.
   *
   * @param seed what {@code H} is derived from
   * @param anyDay whether a day needs to match only one of the two day fields, if both are given
   * @throws CronFormatException if the text cannot be read
   */
  public static CronFields ofExpression(String text, long seed, boolean anyDay) {
    String expression = text.startsWith("@") ? macro(text) : text;
    int[] bounds = words(expression);
    int count = bounds.length / 2;
    if (count < 5 || count > 7) {
      throw new CronFormatException(
          null,
          "\""
              + text
              + "\" has "
              + count
              + " fields; 5 are needed (minute hour day month weekday),"
              + " 6 with a second first, 7 with a year last");
    }
    EnumMap<CronField, Cursor> cursors = new EnumMap<>(CronField.class);
    cursors.put(CronField.SECOND, new Cursor(CronField.SECOND, "0", 0, 1));
    cursors.put(CronField.YEAR, new Cursor(CronField.YEAR, "*", 0, 1));
    cursors.put(CronField.WEEK, new Cursor(CronField.WEEK, "*", 0, 1));
    int first = count == 5 ? 1 : 0;
    for (int i = 0; i < count; i++) {
      CronField field = EXPRESSION_ORDER.get(i + first);
      cursors.put(field, new Cursor(field, expression, bounds[2 * i], bounds[2 * i + 1]));
    }
    return read(cursors, new FieldParser(Dialect.EXPRESSION, seed), anyDay);
  }

  private static CronFields read(
      Map<CronField, Cursor> cursors, FieldParser parser, boolean anyDay) {
    return new CronFields(
        values(cursors, parser, CronField.YEAR),
        values(cursors, parser, CronField.MONTH),
        parser.days(cursor(cursors, CronField.DAY)),
        values(cursors, parser, CronField.WEEK),
        parser.weekdays(cursor(cursors, CronField.DAY_OF_WEEK)),
        values(cursors, parser, CronField.HOUR),
        values(cursors, parser, CronField.MINUTE),
        values(cursors, parser, CronField.SECOND),
        anyDay);
  }

  private static ValueSet values(
      Map<CronField, Cursor> cursors, FieldParser parser, CronField field) {
    return parser.values(cursor(cursors, field), field);
  }

  private static Cursor cursor(Map<CronField, Cursor> cursors, CronField field) {
    return Objects.requireNonNull(cursors.get(field));
  }

  private static String macro(String text) {
    String expression = MACROS.get(text.strip().toLowerCase(Locale.ROOT));
    if (expression == null) {
      throw new CronFormatException(
          null,
          "\""
              + text
              + "\" is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight,"
              + " @hourly, @every <duration>");
    }
    return expression;
  }

  /** Start and end of each word between blanks and tabs. */
  private static int[] words(String text) {
    List<Integer> bounds = new ArrayList<>(14);
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean blank = i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\t';
      if (blank && start >= 0) {
        bounds.addAll(Arrays.asList(start, i));
        start = -1;
      } else if (!blank && start < 0) {
        start = i;
      }
    }
    return bounds.stream().mapToInt(Integer::intValue).toArray();
  }
}
