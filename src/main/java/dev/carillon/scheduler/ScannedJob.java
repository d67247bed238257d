package dev.carillon.scheduler;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the invariant scan reads of a job. Two that are equal were read while none of its fires
 * began or ended.
 *
 * @param state as stored, since another version may know further ones
 * @param changes fires that began or ended so far, of every kind
 */
record ScannedJob(
    UUID uid,
    String name,
    String state,
    @Nullable Instant nextRunTime,
    @Nullable Instant pausedUntil,
    @Nullable Instant stateChangedAt,
    int inFlight,
    int waiting,
    int deadLetters,
    long changes) {

  /** Enabled, and yet nothing is planned. */
  boolean isUnplanned() {
    return state.equals("ENABLED") && nextRunTime == null;
  }

  /** Not enabled, and the claim would look at it at a time that does not fit. */
  boolean isMisplanned() {
    return switch (state) {
      case "PAUSED" -> !Objects.equals(nextRunTime, pausedUntil);
      case "COMPLETED", "ERROR" -> nextRunTime != null;
      default -> false;
    };
  }

  /** Whether it says that fires are under way. */
  boolean isBusy() {
    return inFlight != 0 || waiting != 0 || deadLetters != 0;
  }

  /** Whether the ledger says the same. */
  boolean agreesWith(LedgerCount count, int waitingFires) {
    return inFlight == count.open() && waiting == waitingFires && deadLetters == count.reports();
  }
}
