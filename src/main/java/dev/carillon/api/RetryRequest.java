package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.scheduler.RetryFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which fires to retry, and how fast. */
@Schema(description = "Which fires to retry, and how fast.")
@RegisterForReflection
public record RetryRequest(
    @Schema(
            description = "The state they are in; only FAILED fires can be retried.",
            enumeration = "FAILED",
            defaultValue = "FAILED")
        @Nullable String state,
    @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            description = "Earliest scheduledTime, inclusive; absent: no bound.")
        @Nullable String from,
    @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            description = "Latest scheduledTime, inclusive; absent: no bound.")
        @Nullable String until,
    @Schema(
            description = "At most so many fires, 1 to 1000, earliest scheduledTime first.",
            minimum = "1",
            maximum = "1000",
            defaultValue = "1000")
        @Nullable Integer limit,
    @Schema(
            description =
                "Fires per second, 0.1 to 1000: their first attempts are put so far apart.",
            minimum = "0.1",
            maximum = "1000",
            defaultValue = "10")
        @Nullable Double rate) {

  /** All defaults. */
  static final RetryRequest ALL = new RetryRequest(null, null, null, null, null);

  private static final String FAILED = "FAILED";

  /** Checks the request and fills in the defaults. */
  RetryFilter filter() {
    if (state != null && !state.equals(FAILED)) {
      throw new InvalidRequestException(
          "/state", "'" + state + "' is not valid: only FAILED fires can be retried");
    }
    Instant first = Instants.readOrNull("/from", from);
    Instant last = Instants.readOrNull("/until", until);
    Instants.checkOrder(first, last);
    return new RetryFilter(
        first, last, Amounts.limit(limit, Amounts.MOST_RETRIES), Amounts.rate(rate));
  }
}
