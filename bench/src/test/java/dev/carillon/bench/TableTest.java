package dev.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  private final Table table = new Table();

  @Test
  void printsMedianRangeAndHowMuchBetterCarillonIs() {
    for (double value : new double[] {300, 200, 400}) {
      table.add(Metric.rate("jobs"), Contestant.CARILLON, value);
    }
    table.add(Metric.rate("jobs"), Contestant.QUARTZ, 100);

    assertThat(table.markdown("W1")).contains("| jobs, /s | 300 (200–400) | 100 3.00× |");
  }

  @Test
  void findsTheLowerLatenessBetter() {
    table.add(Metric.millis("late"), Contestant.CARILLON, 200);
    table.add(Metric.millis("late"), Contestant.QUARTZ, 100);

    assertThat(table.markdown("W3")).contains("| 100 0.50× |");
  }

  @Test
  void saysWhyThereIsNoNumber() {
    table.note(Contestant.JOBRUNR, "n/a: cannot");

    assertThat(table.markdown("W2")).contains("jobrunr n/a: cannot");
  }
}
