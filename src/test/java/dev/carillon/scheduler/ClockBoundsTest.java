package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockBoundsTest {

  private static final long MILLI = 1_000_000;

  @Test
  void standsBetweenTheBoundsOfOneSample() {
    ClockBounds bounds = ClockBounds.of(0, 5_000_000, 2 * MILLI);

    assertThat(bounds.earliest(2 * MILLI)).isEqualTo(5_000_000);
    assertThat(bounds.latest(2 * MILLI)).isBetween(5_002_000L, 5_002_010L);
  }

  @Test
  void aQuickAnswerNarrowsWhatASlowOneLeftOpen() {
    ClockBounds slow = ClockBounds.of(0, 1_000_000, 100 * MILLI);
    ClockBounds quick = ClockBounds.of(200 * MILLI, 1_200_000, 201 * MILLI);

    assertThat(slow.and(quick).uncertainty(201 * MILLI)).isLessThan(1_200);
  }

  @Test
  void aSlowAnswerDoesNotWidenWhatAQuickOneKnew() {
    ClockBounds quick = ClockBounds.of(0, 1_000_000, MILLI);
    ClockBounds slow = ClockBounds.of(10 * MILLI, 1_010_000, 900 * MILLI);

    assertThat(quick.and(slow).uncertainty(900 * MILLI)).isLessThan(3_000);
  }

  @Test
  void followsADatabaseWhoseClockWasSetForward() {
    ClockBounds before = ClockBounds.of(0, 1_000_000, MILLI);
    ClockBounds after = ClockBounds.of(10 * MILLI, 3_601_000_000L, 11 * MILLI);

    assertThat(before.and(after)).isEqualTo(after);
  }

  @Test
  void followsADatabaseWhoseClockWasSetBack() {
    ClockBounds before = ClockBounds.of(0, 3_601_000_000L, MILLI);
    ClockBounds after = ClockBounds.of(10 * MILLI, 1_000_000, 11 * MILLI);

    assertThat(before.and(after)).isEqualTo(after);
  }

  @Test
  void uncertaintyGrowsWhileNoAnswerComes() {
    ClockBounds bounds = ClockBounds.of(0, 0, MILLI);

    assertThat(bounds.uncertainty(3600_000L * MILLI)).isGreaterThan(1_000_000);
  }

  @Test
  void isNeverAheadOfADriftingDatabase() {
    Random random = new Random(42);
    for (int run = 0; run < 200; run++) {
      double rate = 1 + (random.nextDouble() - 0.5) * 1e-3;
      long offset = random.nextInt(1_000_000_000);
      ClockBounds bounds = null;
      for (long nanos = 0; nanos < 60_000 * MILLI; nanos += 1000 * MILLI) {
        long sent = nanos;
        long read = sent + random.nextInt(20 * (int) MILLI);
        long received = read + random.nextInt(20 * (int) MILLI);
        ClockBounds sample = ClockBounds.of(sent, database(read, rate, offset), received);
        bounds = bounds == null ? sample : bounds.and(sample);
        long later = received + random.nextInt(1000 * (int) MILLI);
        assertThat(bounds.earliest(later)).isLessThanOrEqualTo(database(later, rate, offset));
        assertThat(bounds.latest(later)).isGreaterThanOrEqualTo(database(later, rate, offset));
      }
    }
  }

  private static long database(long nanos, double rate, long offset) {
    return offset + (long) Math.floor(nanos / 1000.0 * rate);
  }
}
