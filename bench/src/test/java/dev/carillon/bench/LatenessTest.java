package dev.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenessTest {

  private final Lateness hundred =
      Lateness.of(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000).toArray());

  @Test
  void takesThePercentileThatThisShareIsNotAbove() {
    assertThat(hundred.millis(0.5)).isEqualTo(50);
    assertThat(hundred.millis(0.99)).isEqualTo(99);
    assertThat(hundred.maxMillis()).isEqualTo(100);
  }

  @Test
  void countsWhatDidNotComeAsInfinitelyLate() {
    assertThat(hundred.millis(0.99, 102)).isInfinite();
    assertThat(hundred.millis(0.5, 102)).isEqualTo(51);
  }

  @Test
  void hasNoPercentileOfNothing() {
    assertThat(new Lateness(new long[0]).millis(0.5)).isNaN();
  }

  @Test
  void countsWhatWasEarly() {
    assertThat(Lateness.of(new long[] {5, -1, 0, -7}).early()).isEqualTo(2);
  }
}
