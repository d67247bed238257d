package dev.carillon.fire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of a row of the ledger decides how long it is kept.
 *
 * @param finishedAt when the fire became final; null if it is not
 * @param isReporting whether the dead letter target has yet to be told
 * @param attempt number of the latest attempt: those before it have rows of their own
 */
public record HistoryRow(
    FireKey key, FireState state, @Nullable Instant finishedAt, boolean isReporting, int attempt) {

  /** How many rows go with this one, itself included. */
  public int weight() {
    return Math.max(1, attempt);
  }
}
