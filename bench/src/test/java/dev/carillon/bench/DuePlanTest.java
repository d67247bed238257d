package dev.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DuePlanTest {

  private static final long FROM = 1_800_000_000L * Micros.SECOND;

  @Test
  void spreadsEvenlyInWholeMilliseconds() {
    assertThat(DuePlan.evenly(4, FROM, Micros.SECOND).micros())
        .containsExactly(FROM, FROM + 250_000, FROM + 500_000, FROM + 750_000);
  }

  @Test
  void isTheSameForEverySystem() {
    DuePlan plan = DuePlan.randomly(1_000, FROM, 30 * Micros.SECOND, 7);

    assertThat(DuePlan.parse(plan.text()).micros()).isEqualTo(plan.micros());
    assertThat(Arrays.stream(plan.micros()))
        .allMatch(time -> time >= FROM && time < FROM + 30 * Micros.SECOND)
        .allMatch(time -> time % Micros.MILLI == 0);
  }
}
