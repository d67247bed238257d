package dev.carillon.it;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as the ledger has it.
 *
 * @param outcome {@code FAILED} or {@code LOST}; of the latest attempt the state of its fire
 * @param finishedAt null while it is under way
 */
public record AttemptRow(
    int attempt,
    String outcome,
    @Nullable String pod,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Integer status,
    @Nullable String response,
    @Nullable String error) {

  /** From its start to its end. */
  Duration took() {
    return Duration.between(startedAt, end());
  }

  /** From its end to the start of that other one. */
  Duration until(AttemptRow following) {
    return Duration.between(end(), following.startedAt());
  }

  private Instant end() {
    if (finishedAt == null) {
      throw new AssertionError("Not over: " + this);
    }
    return finishedAt;
  }
}
