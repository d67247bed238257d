package dev.carillon.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every trigger, tried on random ones. */
class TriggerPropertiesTest {

  private static final int TRIGGERS = 500;
  private static final int TIMES = 20;

  private record Sample(Map<String, Object> spec, TriggerContext context, Instant now) {

    @Nullable Trigger read() {
      try {
        return TriggerReader.read(spec, context);
      } catch (InvalidTriggerException e) {
        return null;
      }
    }

    List<Instant> times(Trigger trigger) {
      List<Instant> times = new ArrayList<>();
      Instant next = trigger.next(null, now);
      while (next != null && times.size() < TIMES) {
        times.add(next);
        next = trigger.next(next, now);
      }
      return times;
    }
  }

  private static List<Sample> samples() {
    RandomTriggers random = new RandomTriggers(20_260_329);
    List<Sample> samples = new ArrayList<>();
    while (samples.size() < TRIGGERS) {
      Instant now = random.instant();
      ZoneId zone = ZoneId.of(random.zone());
      samples.add(
          new Sample(random.spec(2), new TriggerContext(zone, now, random.below(1000)), now));
    }
    return samples;
  }

  @Test
  void mostRandomTriggersCanBeRead() {
    long read = samples().stream().filter(sample -> sample.read() != null).count();
    assertThat(read).isGreaterThan(TRIGGERS * 8 / 10);
  }

  @Test
  void timesIncreaseStrictly() {
    for (Sample sample : samples()) {
      Trigger trigger = sample.read();
      if (trigger != null) {
        assertThat(sample.times(trigger)).as("%s", sample).isSorted().doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void theSameQuestionHasTheSameAnswerInEveryProcess() {
    for (Sample sample : samples()) {
      Trigger one = sample.read();
      Trigger other = sample.read();
      if (one != null && other != null) {
        assertThat(sample.times(other)).as("%s", sample).isEqualTo(sample.times(one));
      }
    }
  }

  @Test
  void everyInstantBetweenTwoTimesLeadsToTheSecond() {
    RandomTriggers random = new RandomTriggers(7);
    for (Sample sample : samples()) {
      Trigger trigger = sample.read();
      if (trigger == null) {
        continue;
      }
      List<Instant> times = sample.times(trigger);
      for (int i = 1; i < times.size(); i++) {
        Instant earlier = times.get(i - 1);
        long micros = Micros.of(times.get(i)) - Micros.of(earlier);
        long offset = (long) (micros * (random.below(1000) / 1000.0));
        Instant between = Micros.instant(Micros.of(earlier) + offset);
        for (Instant question : new Instant[] {between, times.get(i).minusNanos(1000)}) {
          assertThat(trigger.next(question, Instant.EPOCH))
              .as("%s after %s", sample, question)
              .isEqualTo(times.get(i));
        }
      }
    }
  }

  @Test
  void timesHaveMicrosecondsAndLieBeforeTheYear10000() {
    Instant end = Instant.parse("9999-12-30T00:00:00.000000999Z");
    for (Sample sample : samples()) {
      Trigger trigger = sample.read();
      for (Instant time = end; trigger != null && time != null; ) {
        Instant next = trigger.next(time, time);
        if (next == null) {
          break;
        }
        assertThat(next).isAfter(time).isBefore(Instant.parse("+10000-01-01T00:00:00Z"));
        assertThat(next).isEqualTo(next.truncatedTo(ChronoUnit.MICROS));
        time = next.plusSeconds(3600);
      }
    }
  }
}
