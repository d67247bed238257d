package dev.carillon.api;

import dev.carillon.job.Pause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What there is to say of a pause. */
@Schema(description = "What there is to say of a pause.")
@RegisterForReflection
public record PauseRequest(
    @Schema(description = "For people, at most 512 characters.", examples = "receiver under repair")
        @Nullable String reason,
    @Schema(
            description = "Who pauses, for people, at most 128 characters.",
            examples = "night shift")
        @Nullable String by,
    @Schema(
            description = "RFC 3339 instant after now at which the pause ends by itself.",
            examples = "2099-01-01T06:00:00Z")
        @Nullable Instant until) {

  Pause toPause() {
    return new Pause(reason, by, until);
  }
}
