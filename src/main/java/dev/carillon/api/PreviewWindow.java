package dev.carillon.api;

import dev.carillon.api.problem.InvalidRequestException;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerPreview;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** From when to when to look ahead, and how far. */
@Schema(description = "From when to when to look ahead, and how far.")
@RegisterForReflection
public record PreviewWindow(
    @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            description = "Where to begin, inclusive; absent: now.")
        @Nullable String from,
    @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            description = "Where to end, inclusive; absent: no end.")
        @Nullable String until,
    @Schema(description = "How many fire times, 1 to 1000.", defaultValue = "10")
        @Nullable Integer count) {

  private static final int DEFAULT_COUNT = 10;

  /** Where to begin. */
  Instant start(Instant currentTime) {
    return from == null ? currentTime : Instants.read("/from", from);
  }

  /** Looks ahead. */
  TriggerPreview preview(Trigger trigger, Instant start) {
    Instant end = until == null ? null : Instants.read("/until", until);
    if (end != null && end.isBefore(start)) {
      throw new InvalidRequestException("/until", "'" + until + "' lies before from");
    }
    int most = count == null ? DEFAULT_COUNT : count;
    if (most < 1 || most > TriggerPreview.MAX_COUNT) {
      throw new InvalidRequestException(
          "/count", most + " is not valid: expected 1 to " + TriggerPreview.MAX_COUNT);
    }
    return TriggerPreview.of(trigger, start, end, most);
  }
}
