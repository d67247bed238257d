package dev.carillon.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts that nobody should write. */
class TriggerFuzzTest {

  private static final int TEXTS = 1_000_000;
  private static final TriggerContext CONTEXT =
      new TriggerContext(ZoneOffset.UTC, Instant.parse("2026-01-01T00:00:00Z"), 3);
  private static final List<String> PIECES =
      List.of(
          "*",
          "/",
          "-",
          ",",
          " ",
          "?",
          "#",
          "L",
          "W",
          "H",
          "(",
          ")",
          "@",
          "0",
          "1",
          "5",
          "7",
          "12",
          "31",
          "59",
          "60",
          "99999999999",
          "mon",
          "FRI",
          "jan",
          "last",
          "1st",
          "2nd",
          "every",
          "@daily",
          "\t",
          "\u0000",
          "\uFF15",
          "\uD83D",
          "ſ",
          "İ",
          "T",
          "Z",
          ":",
          "2027-01-01",
          "+01:00",
          "Europe/Berlin",
          "UTC",
          "* * * * *",
          "P",
          "m",
          "h",
          "~",
          "-1",
          "1e9",
          ".");
  private static final List<String> MEMBERS =
      List.of(
          "expression",
          "year",
          "month",
          "day",
          "week",
          "dayOfWeek",
          "hour",
          "minute",
          "second",
          "startDate",
          "endDate",
          "timeZone",
          "runDate",
          "type");

  private final RandomTriggers random = new RandomTriggers(99);

  @Test
  void anyTextIsReadOrRefused() {
    int read = 0;
    for (int i = 0; i < TEXTS; i++) {
      Object spec = spec(text());
      try {
        TriggerReader.read(spec, CONTEXT);
        read++;
      } catch (InvalidTriggerException e) {
        // the one exception that is meant for callers
      } catch (RuntimeException e) {
        fail("read " + spec, e);
      }
    }
    assertThat(read).isBetween(100, TEXTS / 4);
  }

  private Object spec(String text) {
    if (random.chance(30)) {
      return random.pick(List.of("cron ", "every ", "at ", "")) + text;
    }
    Map<String, Object> spec = new HashMap<>();
    spec.put("type", random.pick(List.of("cron", "cron", "cron", "date", "interval", "or")));
    spec.put(random.pick(MEMBERS), text);
    return spec;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.below(7); i >= 0; i--) {
      text.append(random.pick(PIECES));
    }
    return text.toString();
  }
}
