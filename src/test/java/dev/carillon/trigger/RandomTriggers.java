package dev.carillon.trigger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random trigger specifications, the same for the same seed. */
final class RandomTriggers {

  static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "America/Sao_Paulo",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "America/Havana",
          "Africa/Casablanca",
          "Africa/Cairo",
          "Asia/Tehran",
          "America/Nuuk",
          "Antarctica/Troll",
          "Asia/Kathmandu");

  private final Random random;

  RandomTriggers(long seed) {
    this.random = new Random(seed);
  }

  String zone() {
    return pick(ZONES);
  }

  Instant instant() {
    return Instant.ofEpochSecond(random.nextLong(1_100_000_000L, 2_000_000_000L));
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Any trigger, nested at most so deep. */
  Map<String, Object> spec(int depth) {
    int kind = random.nextInt(depth > 0 ? 10 : 7);
    Map<String, Object> spec =
        switch (kind) {
          case 0 -> date();
          case 1, 2 -> interval();
          case 3 -> calendarInterval();
          case 7, 8 -> combination("or", depth);
          case 9 -> combination("and", 1);
          default -> cron();
        };
    if (kind != 0 && kind != 9 && chance(25)) {
      spec.put("jitter", 1 + random.nextInt(5000));
    }
    return spec;
  }

  Map<String, Object> date() {
    return with("date", "runDate", instant().toString());
  }

  Map<String, Object> interval() {
    Map<String, Object> spec =
        with(
            "interval",
            pick(List.of("weeks", "days", "hours", "minutes", "seconds")),
            1 + random.nextInt(100));
    if (chance(50)) {
      spec.put("startDate", instant().toString());
    }
    return spec;
  }

  Map<String, Object> calendarInterval() {
    Map<String, Object> spec = with("calendarinterval", "days", random.nextInt(40));
    spec.put("months", 1 + random.nextInt(5));
    spec.put("hour", random.nextInt(24));
    spec.put("minute", random.nextInt(60));
    spec.put("startDate", instant().toString().substring(0, 10));
    spec.put("timeZone", zone());
    return spec;
  }

  Map<String, Object> cron() {
    Map<String, Object> spec = with("cron", "timeZone", zone());
    put(spec, "month", 20, numbers(1, 12));
    put(
        spec,
        "day",
        30,
        chance(30) ? pick(List.of("last", "2nd fri", "last sun")) : numbers(1, 28));
    put(spec, "week", 5, numbers(1, 53));
    put(spec, "dayOfWeek", 30, pick(List.of("mon", "mon-fri", "sat,sun", "fri-mon", "*/2")));
    put(spec, "hour", 60, numbers(0, 23));
    put(spec, "minute", 60, numbers(0, 59));
    put(spec, "second", 20, numbers(0, 59));
    spec.putIfAbsent("minute", numbers(0, 59));
    if (chance(40)) {
      spec.put(
          "dst",
          Map.of(
              "gap", pick(List.of("SKIP", "SHIFT_FORWARD")),
              "overlap", pick(List.of("FIRST", "LAST", "BOTH"))));
    }
    return spec;
  }

  private Map<String, Object> combination(String type, int depth) {
    List<Object> triggers = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      triggers.add(type.equals("and") ? cron() : spec(depth - 1));
    }
    return with(type, "triggers", triggers);
  }

  private void put(Map<String, Object> spec, String name, int percent, String text) {
    if (chance(percent)) {
      spec.put(name, text);
    }
  }

  /** One to three items that are valid from {@code min} to {@code max}. */
  String numbers(int min, int max) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(i -> item(min, max))
        .collect(Collectors.joining(","));
  }

  private String item(int min, int max) {
    int from = min + random.nextInt(max - min + 1);
    int to = from + random.nextInt(max - from + 1);
    return switch (random.nextInt(5)) {
      case 0 -> "*/" + (1 + random.nextInt(max - min));
      case 1 -> from + "-" + to;
      case 2 -> to - from < 2 ? "" + from : from + "-" + to + "/" + (1 + random.nextInt(to - from));
      default -> "" + from;
    };
  }

  private static Map<String, Object> with(String type, String name, Object value) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("type", type);
    spec.put(name, value);
    return spec;
  }
}
