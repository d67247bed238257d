package dev.carillon.api;

import dev.carillon.scheduler.OutageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A time in which no process was at work, and what became of what was due. */
@Schema(
    description =
        "A time in which no process was at work, and what became of the fire times that fell into "
            + "it, as far as they are decided: due is the sum of caughtUp, coalesced, missed and "
            + "skipped, and of all in byRule.")
public record OutageResponse(
    @Schema(description = "The last heartbeat of any process.") Instant startedAt,
    @Schema(description = "When a process was at work again.") Instant endedAt,
    @Schema(implementation = String.class, format = "duration", examples = "PT1H")
        Duration duration,
    @Schema(description = "Fire times that fell into it.") long due,
    @Schema(description = "Those that became fires, at once or buffered.") long caughtUp,
    @Schema(description = "Those that became one with another.") long coalesced,
    @Schema(description = "Those that were too old or too many.") long missed,
    @Schema(description = "Those for which no instance was free, and the like.") long skipped,
    @Schema(description = "How many each rule decided; DELIVERED: became fires.")
        Map<String, Long> byRule) {

  static OutageResponse of(OutageReport report) {
    Instant startedAt = report.outage().startedAt();
    Instant endedAt = report.outage().endedAt();
    return new OutageResponse(
        startedAt,
        endedAt,
        Duration.between(startedAt, endedAt),
        report.due(),
        report.caughtUp(),
        report.coalesced(),
        report.missed(),
        report.skipped(),
        report.byRule());
  }
}
