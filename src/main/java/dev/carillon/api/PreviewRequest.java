package dev.carillon.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What to preview. */
@Schema(description = "What to preview.", requiredProperties = "trigger")
@RegisterForReflection
public record PreviewRequest(
    @Schema(
            type = SchemaType.OBJECT,
            implementation = Object.class,
            description = "The trigger, as in a job; an object, or its text form.",
            examples = "{\"type\": \"cron\", \"expression\": \"30 2 * * *\"}")
        @Nullable JsonNode trigger,
    @Schema(
            description = "IANA zone for triggers and children that name none.",
            defaultValue = "UTC",
            examples = "Europe/Berlin")
        @Nullable String timeZone,
    @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            description =
                "Where to begin, inclusive; absent: now. An interval without start counts from it.")
        @Nullable String from,
    @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            description = "Where to end, inclusive; absent: no end.")
        @Nullable String until,
    @Schema(description = "How many fire times, 1 to 1000.", defaultValue = "10")
        @Nullable Integer count) {

  /** The window of the preview. */
  PreviewWindow window() {
    return new PreviewWindow(from, until, count);
  }
}
