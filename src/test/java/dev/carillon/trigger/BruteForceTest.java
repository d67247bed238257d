package dev.carillon.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cron triggers against a check of every second of a week around each change of the clock: 2023 to
 * 2026, and where a zone gave up its changes, its last ones.
 */
class BruteForceTest {

  private static final int RULES_PER_CHANGE = 8;
  private static final int HALF_WEEK = 302_400;

  private record Change(String zone, ZoneOffsetTransition transition) {
    @Override
    public String toString() {
      return zone + " " + transition.getInstant();
    }
  }

  static List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (String zone : RandomTriggers.ZONES) {
      ZoneRules rules = ZoneId.of(zone).getRules();
      Instant at = Instant.parse("2027-01-01T00:00:00Z");
      for (int i = 0; i < 4; i++) {
        ZoneOffsetTransition change = rules.previousTransition(at);
        if (change == null || change.getInstant().isBefore(Instant.parse("1971-01-01T00:00:00Z"))) {
          break;
        }
        changes.add(new Change(zone, change));
        at = change.getInstant();
      }
    }
    // A zone that skipped a whole day, and one that skipped midnight.
    changes.add(change("Pacific/Apia", "2011-12-30T00:00:00Z"));
    changes.add(change("America/Sao_Paulo", "2018-10-01T00:00:00Z"));
    changes.add(change("America/Sao_Paulo", "2018-02-01T00:00:00Z"));
    return changes;
  }

  private static Change change(String zone, String after) {
    return new Change(zone, ZoneId.of(zone).getRules().nextTransition(Instant.parse(after)));
  }

  private record Rule(Map<String, Object> spec, Trigger trigger, Matcher matcher) {}

  @ParameterizedTest
  @MethodSource("changes")
  void firesAtEverySecondThatMatchesAndAtNoOther(Change change) {
    long from = change.transition().toEpochSecond() - HALF_WEEK;
    long until = from + 2 * HALF_WEEK;
    List<Rule> rules = rules(change, from);
    List<List<Instant>> expected = bruteForce(rules, change.zone(), from, until);
    for (int i = 0; i < rules.size(); i++) {
      Trigger trigger = rules.get(i).trigger();
      List<Instant> times = new ArrayList<>();
      Instant next = trigger.next(null, Instant.ofEpochSecond(from));
      while (next != null && next.getEpochSecond() < until) {
        times.add(next);
        next = trigger.next(next, next);
      }
      assertThat(times).as("%s", rules.get(i).spec()).isEqualTo(expected.get(i));
    }
  }

  private static List<Rule> rules(Change change, long from) {
    RandomTriggers random = new RandomTriggers(change.toString().hashCode());
    TriggerContext context = new TriggerContext(ZoneOffset.UTC, Instant.ofEpochSecond(from), 0);
    List<Rule> rules = new ArrayList<>();
    while (rules.size() < RULES_PER_CHANGE) {
      Map<String, Object> spec = new HashMap<>(random.cron());
      spec.put("timeZone", change.zone());
      spec.remove("month");
      spec.remove("week");
      if (rules.size() % 2 == 0) {
        // the hours in which clocks change
        spec.put("hour", random.numbers(0, 3));
        spec.remove("day");
        spec.remove("dayOfWeek");
      }
      if (!String.valueOf(spec.get("day")).contains(" ")) {
        rules.add(new Rule(spec, TriggerReader.read(spec, context), new Matcher(spec)));
      }
    }
    return rules;
  }

  private static List<List<Instant>> bruteForce(
      List<Rule> rules, String zone, long from, long until) {
    ZoneRules zoneRules = ZoneId.of(zone).getRules();
    List<List<Instant>> times = new ArrayList<>();
    rules.forEach(rule -> times.add(new ArrayList<>()));
    for (long second = from; second < until; second++) {
      Instant instant = Instant.ofEpochSecond(second);
      Second asked = Second.of(zoneRules, instant);
      for (int i = 0; i < times.size(); i++) {
        if (rules.get(i).matcher().fires(asked)) {
          times.get(i).add(instant);
        }
      }
    }
    return times;
  }

  /**
   * An instant, and what its zone says about it.
   *
   * @param position which of the instants with this wall time it is: 0, or 1 for the second
   * @param twins how many instants have this wall time
   * @param skipped the wall time without the gap just before; null if that exists
   */
  private record Second(
      LocalDateTime wall, int position, int twins, @Nullable LocalDateTime skipped) {

    static Second of(ZoneRules rules, Instant instant) {
      ZoneOffset offset = rules.getOffset(instant);
      LocalDateTime wall = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
      List<ZoneOffset> offsets = rules.getValidOffsets(wall);
      LocalDateTime skipped = null;
      ZoneOffsetTransition last = rules.previousTransition(instant.plusSeconds(1));
      if (last != null && last.isGap()) {
        LocalDateTime unmoved =
            LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, last.getOffsetBefore());
        skipped = rules.getValidOffsets(unmoved).isEmpty() ? unmoved : null;
      }
      return new Second(wall, offsets.indexOf(offset), offsets.size(), skipped);
    }
  }

  /** The plainest reading of the fields: text by text, value by value. */
  private static final class Matcher {

    private final Map<String, Object> spec;
    private final String gap;
    private final String overlap;
    private final boolean[] hours = new boolean[24];
    private final boolean[] minutes = new boolean[60];
    private final boolean[] seconds = new boolean[60];

    Matcher(Map<String, Object> spec) {
      this.spec = spec;
      Map<?, ?> dst = (Map<?, ?>) spec.getOrDefault("dst", Map.of());
      Object writtenGap = dst.get("gap");
      Object writtenOverlap = dst.get("overlap");
      this.gap = writtenGap == null ? "SKIP" : (String) writtenGap;
      this.overlap = writtenOverlap == null ? "BOTH" : (String) writtenOverlap;
      for (int value = 0; value < 60; value++) {
        if (value < 24) {
          hours[value] = matches("hour", value, 0, 23);
        }
        minutes[value] = matches("minute", value, 0, 59);
        seconds[value] = matches("second", value, 0, 59);
      }
    }

    boolean fires(Second second) {
      boolean counts =
          second.twins() == 1
              || overlap.equals("BOTH")
              || second.position() == (overlap.equals("FIRST") ? 0 : 1);
      if (counts && matches(second.wall())) {
        return true;
      }
      LocalDateTime skipped = second.skipped();
      return gap.equals("SHIFT_FORWARD") && skipped != null && matches(skipped);
    }

    private boolean matches(LocalDateTime wall) {
      return seconds[wall.getSecond()]
          && minutes[wall.getMinute()]
          && hours[wall.getHour()]
          && weekday(wall.getDayOfWeek().getValue() - 1)
          && monthDay(wall);
    }

    private boolean monthDay(LocalDateTime wall) {
      int day = wall.getDayOfMonth();
      int length = wall.toLocalDate().lengthOfMonth();
      return switch (text("day")) {
        case "last" -> day == length;
        default -> matches("day", day, 1, 31);
      };
    }

    private boolean weekday(int weekday) {
      IntPredicate set =
          switch (text("dayOfWeek")) {
            case "mon" -> d -> d == 0;
            case "mon-fri" -> d -> d < 5;
            case "sat,sun" -> d -> d > 4;
            case "fri-mon" -> d -> d > 3 || d == 0;
            case "*/2" -> d -> d % 2 == 0;
            default -> d -> true;
          };
      return set.test(weekday);
    }

    private String text(String name) {
      return (String) spec.getOrDefault(name, "");
    }

    /** A missing field: 0 if it is finer than what is given, which here is only the second. */
    private boolean matches(String name, int value, int min, int max) {
      if (!spec.containsKey(name)) {
        return !name.equals("second") || value == 0;
      }
      for (String item : text(name).split(",", -1)) {
        String[] parts = item.split("/", -1);
        String[] range = parts[0].split("-", -1);
        int from = parts[0].equals("*") ? min : Integer.parseInt(range[0]);
        int to = parts[0].equals("*") ? max : Integer.parseInt(range[range.length - 1]);
        int step = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
        if (value >= from && value <= to && (value - from) % step == 0) {
          return true;
        }
      }
      return false;
    }
  }
}
