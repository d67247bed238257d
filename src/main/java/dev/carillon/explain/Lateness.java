package dev.carillon.explain;

import dev.carillon.fire.Fire;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where the time between the scheduled time of a fire and its end went; milliseconds with three
 * decimals. A part that has not ended yet is null.
 *
 * @param claim from the scheduled time until the fire was decided
 * @param queue from then until its first attempt started
 * @param delivery from then until it was final
 * @param total from the scheduled time until it was final
 */
@Schema(description = "Where the time went, in milliseconds with three decimals.")
public record Lateness(
    @Schema(description = "From the scheduled time until the fire was decided.", examples = "1.204")
        BigDecimal claim,
    @Schema(description = "From then until its first attempt started.") @Nullable BigDecimal queue,
    @Schema(description = "From then until the fire was final, with all retries.")
        @Nullable BigDecimal delivery,
    @Schema(description = "From the scheduled time until the fire was final.")
        @Nullable BigDecimal total) {

  /**
   * The lateness of a time that a row stands for.
   *
   * @param at the row's scheduled time, or one of its range
   */
  static Lateness of(Fire row, Instant at) {
    Instant started = started(row);
    return new Lateness(
        millis(at, row.claimedAt),
        started == null ? null : millis(row.claimedAt, started),
        started == null || row.finishedAt == null ? null : millis(started, row.finishedAt),
        row.finishedAt == null ? null : millis(at, row.finishedAt));
  }

  /** When the first attempt started; null if there was none. */
  static @Nullable Instant started(Fire row) {
    return row.firstStartedAt == null && row.attempt == 1 ? row.startedAt : row.firstStartedAt;
  }

  static BigDecimal millis(Instant from, Instant until) {
    return BigDecimal.valueOf(ChronoUnit.MICROS.between(from, until), 3);
  }
}
