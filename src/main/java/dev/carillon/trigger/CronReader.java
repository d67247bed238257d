package dev.carillon.trigger;

import dev.carillon.trigger.cron.CronField;
import dev.carillon.trigger.cron.CronFields;
import dev.carillon.trigger.cron.CronFormatException;
import dev.carillon.trigger.cron.CronParser;
import dev.carillon.trigger.cron.CronSchedule;
import dev.carillon.trigger.wall.WallSchedule;
import dev.carillon.trigger.wall.ZoneClock;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code cron}: either {@code expression}, or the fields {@code year month day week dayOfWeek
 * hour minute second}; and {@code startDate endDate timeZone jitter dayMatch dst}.
 */
final class CronReader {

  private static final String EVERY = "@every ";
  private static final Set<String> COMMON =
      Set.of("type", "startDate", "endDate", "timeZone", "jitter", "dayMatch", "dst");
  private static final Set<String> FIELD_FORM = new HashSet<>(COMMON);
  private static final Set<String> MEMBERS = new HashSet<>(COMMON);
  private static final Set<String> EVERY_MEMBERS =
      Set.of("type", "expression", "startDate", "endDate", "timeZone", "jitter");

  static {
    for (CronField field : CronField.values()) {
      FIELD_FORM.add(field.member());
    }
    MEMBERS.addAll(FIELD_FORM);
    MEMBERS.add("expression");
  }

  /** How the day of the month and the day of the week join if both are given. */
  private enum DayMatch {
    /** A day must match both: APScheduler. */
    ALL,
    /** One is enough: Unix cron. */
    ANY
  }

  private CronReader() {}

  static Trigger read(Members members, TriggerContext context) {
    members.allowOnly(MEMBERS);
    if (members.has("expression") && members.text("expression").startsWith(EVERY)) {
      return every(members, context);
    }
    ZoneId zone = members.zone(context.zone());
    CronFields fields = fields(members, context);
    ZoneClock clock = new ZoneClock(zone, DstReader.read(members, DstReader.CRON));
    CronSchedule schedule = new CronSchedule(fields);
    requireSomeTime(members, schedule, clock);
    Window window =
        new Window(members.instant("startDate", zone), members.instant("endDate", zone));
    Trigger trigger = new CronTrigger(schedule, clock, window);
    return Jitter.on(trigger, members, context, window);
  }

  private static void requireSomeTime(Members members, CronSchedule schedule, ZoneClock clock) {
    String pointer = members.has("expression") ? members.at("expression") : members.pointer();
    if (schedule.next(0) == WallSchedule.NEVER) {
      throw new InvalidTriggerException(
          pointer, "this can never fire: no date from 1970 to 9999 matches all of its fields");
    }
    if (clock.next(schedule, 0) == WallSchedule.NEVER) {
      throw new InvalidTriggerException(
          pointer,
          "this can never fire: its times do not exist in "
              + clock.zone()
              + ", where the clock is set forward");
    }
  }

  private static CronFields fields(Members members, TriggerContext context) {
    boolean anyDay = members.choice("dayMatch", DayMatch.class, DayMatch.ALL) == DayMatch.ANY;
    try {
      if (!members.has("expression")) {
        return CronParser.ofFields(texts(members), anyDay);
      }
      for (CronField field : CronField.values()) {
        if (members.has(field.member())) {
          throw members.invalid(field.member(), "goes without expression only");
        }
      }
      return CronParser.ofExpression(members.text("expression"), context.seed(), anyDay);
    } catch (CronFormatException e) {
      CronField field = e.field();
      String pointer =
          members.has("expression")
              ? members.at("expression")
              : field == null ? members.pointer() : members.at(field.member());
      throw new InvalidTriggerException(pointer, String.valueOf(e.getMessage()));
    }
  }

  private static Map<CronField, String> texts(Members members) {
    EnumMap<CronField, String> texts = new EnumMap<>(CronField.class);
    for (CronField field : CronField.values()) {
      Object value = members.value(field.member());
      if (value instanceof String) {
        texts.put(field, members.text(field.member()));
      } else if (value instanceof Integer
          || value instanceof Long
          || value instanceof Short
          || value instanceof BigInteger) {
        texts.put(field, value.toString());
      } else if (value != null) {
        throw members.invalid(
            field.member(),
            String.valueOf(value).toLowerCase(Locale.ROOT)
                + " is neither a whole number nor a text");
      }
    }
    return texts;
  }

  private static Trigger every(Members members, TriggerContext context) {
    members.allowOnly(EVERY_MEMBERS);
    try {
      String duration = members.text("expression").substring(EVERY.length()).strip();
      return IntervalReader.every(DurationText.read(duration), members, context);
    } catch (DateTimeException e) {
      throw members.invalid("expression", String.valueOf(e.getMessage()));
    }
  }
}
