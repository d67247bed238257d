package dev.carillon.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.trigger.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The neighbours of an instant, compared with a walk from the first fire time on. */
class FireTimesTest {

  private static final Instant FROM = Instant.parse("2026-01-01T00:30:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "every 7m",
        "every 1d",
        "cron 30 2 * * *",
        "cron */5 * * * *",
        "cron 0 0 29 2 *",
        "cron 15 10 ? * 1",
        "at 2026-03-05T10:00:00Z"
      })
  void areThoseOfAWalk(String spec) {
    Trigger trigger = Scene.trigger(spec.replace('?', '*'), "Europe/Berlin");
    List<Instant> walk = walk(trigger);
    FireTimes times = new FireTimes(trigger, ZoneId.of("Europe/Berlin"), walk.get(0), null);
    Random random = new Random(spec.hashCode());
    for (int i = 0; i < 200; i++) {
      Instant known = walk.get(random.nextInt(walk.size()));
      Instant at = known.plusNanos(1000L * (random.nextInt(3) - 1));
      assertThat(times.before(at)).as("%s before %s", spec, at).isEqualTo(last(walk, at));
      assertThat(times.contains(at)).as("%s at %s", spec, at).isEqualTo(walk.contains(at));
    }
  }

  @Test
  void endAtTheBounds() {
    Instant first = Instant.parse("2026-03-01T10:00:00Z");
    Instant last = Instant.parse("2026-03-01T12:00:00Z");
    FireTimes times =
        new FireTimes(Scene.trigger("cron 0 * * * *", "UTC"), ZoneId.of("UTC"), first, last);

    assertThat(times.before(first)).isNull();
    assertThat(times.contains(first)).isTrue();
    assertThat(times.after(Instant.EPOCH)).isEqualTo(first);
    assertThat(times.contains(last)).isTrue();
    assertThat(times.after(last)).isNull();
    assertThat(times.before(Instant.parse("9999-12-31T23:59:59.999999Z"))).isEqualTo(last);
  }

  @Test
  void canBeAskedAtBothEndsOfTime() {
    FireTimes times =
        new FireTimes(Scene.trigger("cron 0 0 * * *", "UTC"), ZoneId.of("Asia/Tokyo"), null, null);
    Instant end = Instant.parse("9999-12-31T23:59:59.999999Z");

    assertThat(times.before(Instant.EPOCH)).isNull();
    assertThat(times.contains(Instant.EPOCH)).isTrue();
    assertThat(times.after(Instant.EPOCH)).isEqualTo("1970-01-02T00:00:00Z");
    assertThat(times.notesOfDay(Instant.EPOCH)).isEmpty();
    assertThat(times.before(end)).isEqualTo("9999-12-31T00:00:00Z");
    assertThat(times.after(end)).isNull();
    assertThat(times.notesOfDay(end)).isEmpty();
  }

  private static List<Instant> walk(Trigger trigger) {
    List<Instant> walk = new ArrayList<>();
    Instant next = trigger.next(null, FROM);
    while (next != null && walk.size() < 1000) {
      walk.add(next);
      next = trigger.next(next, FROM);
    }
    return walk;
  }

  private static @Nullable Instant last(List<Instant> walk, Instant at) {
    Instant last = null;
    for (Instant time : walk) {
      last = time.isBefore(at) ? time : last;
    }
    return last;
  }
}
