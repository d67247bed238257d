package dev.carillon.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireState;
import dev.carillon.fire.HistoryRow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetentionTest {

  private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LEAST = Duration.ofNanos(1000);
  private static final Set<FireState> FINAL =
      EnumSet.of(
          FireState.SUCCEEDED,
          FireState.FAILED,
          FireState.MISSED,
          FireState.SKIPPED,
          FireState.CANCELLED);

  private final Retention retention = new Retention(Duration.ofDays(2), Duration.ofDays(5));

  @ParameterizedTest
  @EnumSource(FireState.class)
  void aFinalRowGoesAtTheEndOfItsRetentionAndNotBefore(FireState state) {
    Duration kept = Duration.ofDays(state == FireState.SUCCEEDED ? 2 : 5);

    assertThat(retention.isExpired(row(state, TIME.minus(kept), false), TIME))
        .isEqualTo(FINAL.contains(state));
    assertThat(retention.isExpired(row(state, TIME.minus(kept).plus(LEAST), false), TIME))
        .isFalse();
    assertThat(retention.isExpired(row(state, null, false), TIME)).isFalse();
  }

  @Test
  void aFireThatIsStillToBeReportedStays() {
    Instant longAgo = TIME.minus(Duration.ofDays(3000));

    assertThat(retention.isExpired(row(FireState.FAILED, longAgo, true), TIME)).isFalse();
    assertThat(retention.isExpired(row(FireState.FAILED, longAgo, false), TIME)).isTrue();
  }

  @Test
  void theShortestIsTheSmallerOne() {
    assertThat(retention.shortest()).isEqualTo(Duration.ofDays(2));
    assertThat(new Retention(Duration.ofDays(3), Duration.ofDays(1)).shortest())
        .isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource({
    ",,P3D,P4D,P3D,P4D",
    "P1D,,P3D,P4D,P1D,P4D",
    ",P2D,P3D,P4D,P3D,P2D",
    "P1D,P2D,P3D,P4D,P1D,P2D",
    ",,,,,",
  })
  void whatIsNotSaidIsTheFallbacks(
      Duration succeeded,
      Duration failed,
      Duration fallbackSucceeded,
      Duration fallbackFailed,
      Duration expectedSucceeded,
      Duration expectedFailed) {
    assertThat(new History(succeeded, failed).or(new History(fallbackSucceeded, fallbackFailed)))
        .isEqualTo(new History(expectedSucceeded, expectedFailed));
  }

  private static HistoryRow row(FireState state, @Nullable Instant finishedAt, boolean reporting) {
    return new HistoryRow(new FireKey(new UUID(1, 1), TIME), state, finishedAt, reporting, 1);
  }
}
