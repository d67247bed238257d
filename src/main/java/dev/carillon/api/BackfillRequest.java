package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.scheduler.BackfillWindow;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which fire times to deliver after all, and how fast. */
@Schema(
    description = "Which fire times to deliver after all, and how fast.",
    requiredProperties = {"from", "until"})
@RegisterForReflection
public record BackfillRequest(
    @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            description = "Earliest fire time, inclusive.")
        @Nullable String from,
    @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            description = "Latest fire time, inclusive; not in the future.")
        @Nullable String until,
    @Schema(description = "true does everything but save.", defaultValue = "false")
        @Nullable Boolean dryRun,
    @Schema(
            description =
                "Fires per second, 0.1 to 1000: their first attempts are put so far apart.",
            minimum = "0.1",
            maximum = "1000",
            defaultValue = "10")
        @Nullable Double rate,
    @Schema(
            description = "At most so many fires, 1 to 10000, earliest fire time first.",
            minimum = "1",
            maximum = "10000",
            defaultValue = "10000")
        @Nullable Integer limit) {

  /** Whether nothing is to be saved. */
  boolean isDryRun() {
    return Boolean.TRUE.equals(dryRun);
  }

  /** Checks the request and fills in the defaults. */
  BackfillWindow window(Instant currentTime) {
    Instant first = Instants.require("/from", from);
    Instant last = Instants.require("/until", until);
    Instants.checkOrder(first, last);
    if (last.isAfter(currentTime)) {
      throw new InvalidRequestException(
          "/until", last + " is not valid: expected no future time, it is " + currentTime);
    }
    return new BackfillWindow(
        first, last, Amounts.limit(limit, Amounts.MOST_BACKFILLS), Amounts.rate(rate));
  }
}
