package dev.carillon.job;

import dev.carillon.fire.HistoryRow;
import java.time.Duration;
import java.time.Instant;

/**
 * How long final rows of a job are kept, now that job, namespace and configuration have been asked.
 *
 * @param succeeded how long fires that SUCCEEDED are kept, from their end on
 * @param failed how long all other final ones are kept
 */
public record Retention(Duration succeeded, Duration failed) {

  /** How young a row may be that has to go. */
  public Duration shortest() {
    return succeeded.compareTo(failed) <= 0 ? succeeded : failed;
  }

  /** Whether the row has to go: final, reported, and kept for long enough. */
  public boolean isExpired(HistoryRow row, Instant currentTime) {
    if (row.finishedAt() == null || row.isReporting()) {
      return false;
    }
    return switch (row.state()) {
      case PENDING, RUNNING, RETRYING -> false;
      case SUCCEEDED -> isOver(row.finishedAt(), succeeded, currentTime);
      case FAILED, MISSED, SKIPPED, CANCELLED -> isOver(row.finishedAt(), failed, currentTime);
    };
  }

  private static boolean isOver(Instant end, Duration kept, Instant currentTime) {
    return !end.plus(kept).isAfter(currentTime);
  }
}
