package dev.carillon.trigger;

import static dev.carillon.trigger.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0 L * *          | 2026-03-31 2026-04-30 2026-05-31
          0 0 last * *       | 2026-03-31 2026-04-30 2026-05-31
          0 0 L-2 * *        | 2026-03-29 2026-04-28 2026-05-29
          0 0 LW * *         | 2026-03-31 2026-04-30 2026-05-29
          0 0 15W * *        | 2026-03-16 2026-04-15 2026-05-15
          0 0 1w * ?         | 2026-03-02 2026-04-01 2026-05-01
          0 0 31W * *        | 2026-03-31 2026-05-29 2026-07-31
          0 0 ? * 5L         | 2026-03-27 2026-04-24 2026-05-29
          0 0 ? * fril       | 2026-03-27 2026-04-24 2026-05-29
          0 0 * * 2#1        | 2026-03-03 2026-04-07 2026-05-05
          0 0 * * SUN#5      | 2026-03-29 2026-05-31 2026-08-30
          0 0 * * 7#1        | 2026-04-05 2026-05-03 2026-06-07
          0 0 * * 0L,3#2     | 2026-03-11 2026-03-29 2026-04-08
          0 0 * * SAT-SUN    | 2026-03-07 2026-03-08 2026-03-14
          0 0 * * FRI-TUE/2  | 2026-03-03 2026-03-06 2026-03-08
          0 0 1,15 jan-jun/2 * | 2026-03-15 2026-05-01 2026-05-15
          0 0 0 1 1 ? 2028-2040/4 | 2028-01-01 2032-01-01 2036-01-01
          @yearly            | 2027-01-01 2028-01-01 2029-01-01
          @Monthly           | 2026-04-01 2026-05-01 2026-06-01
          @weekly            | 2026-03-08 2026-03-15 2026-03-22
          @midnight          | 2026-03-02 2026-03-03 2026-03-04
          """)
  void readsTheDayFormsOfQuartzAndUnix(String expression, String days) {
    Trigger trigger = TriggerReader.read(spec("cron", "expression", expression), Specs.UTC);
    assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 3))
        .isEqualTo(List.of(days.replace(" ", "T00:00:00Z ").concat("T00:00:00Z").split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0 13 * 5    | 2026-03-06 2026-03-13 2026-03-20
          0 0 13 * *    | 2026-03-13 2026-04-13 2026-05-13
          0 0 */10 * 5  | 2026-05-01 2026-07-31 2026-08-21
          0 0 ? * 5     | 2026-03-06 2026-03-13 2026-03-20
          """)
  void joinsTheDayFieldsAsUnixCronIfAsked(String expression, String days) {
    Trigger trigger =
        TriggerReader.read(spec("cron", "expression", expression, "dayMatch", "ANY"), Specs.UTC);
    assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 3))
        .isEqualTo(List.of(days.replace(" ", "T00:00:00Z ").concat("T00:00:00Z").split(" ", -1)));
  }

  @Test
  void spreadsJobsOverTheHourButKeepsEachInPlace() {
    TreeSet<Integer> minutes = new TreeSet<>();
    for (long seed = 0; seed < 500; seed++) {
      Instant first = hashed("H * * * *", seed);
      assertThat(hashed("H * * * *", seed)).isEqualTo(first);
      minutes.add((int) (first.getEpochSecond() / 60 % 60));
    }
    assertThat(minutes).hasSize(60);
  }

  @Test
  void keepsHashedValuesInTheirRange() {
    for (long seed = 0; seed < 300; seed++) {
      assertThat(hashed("0 H(2-4) * * *", seed).toString()).containsPattern("T0[234]:00");
      assertThat(hashed("H/20 * * * *", seed)).isBefore("2026-03-01T10:20:00Z");
      assertThat(hashed("H(10-29)/10 * * * *", seed))
          .isBetween(Instant.parse("2026-03-01T10:10:00Z"), Instant.parse("2026-03-01T10:19:00Z"));
      assertThat(hashed("0 0 H 2 *", seed)).isBefore("2027-03-01T00:00:00Z");
      assertThat(hashed("0 0 * * H", seed)).isBefore("2026-03-09T00:00:00Z");
    }
  }

  private static Instant hashed(String expression, long seed) {
    TriggerContext context = new TriggerContext(ZoneId.of("UTC"), Specs.ANCHOR, seed);
    Trigger trigger = TriggerReader.read(spec("cron", "expression", expression), context);
    return Objects.requireNonNull(trigger.next(null, Specs.ANCHOR));
  }

  @Test
  void readsEveryAsAnIntervalFromItsStart() {
    Trigger trigger =
        TriggerReader.read(
            spec("cron", "expression", "@every 90m", "startDate", "2026-03-01T00:00:00Z"),
            Specs.UTC);
    assertThat(Specs.times(trigger, "2026-03-01T10:00:00Z", 2))
        .containsExactly("2026-03-01T10:30:00Z", "2026-03-01T12:00:00Z");
  }
}
