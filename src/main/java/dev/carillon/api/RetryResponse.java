package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.scheduler.Retried;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Fires that are in the queue again. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
@Schema(description = "Fires that are in the queue again.")
public record RetryResponse(
    @Schema(description = "How many.") int retried,
    @Schema(description = "Whether the limit left some out: ask again.") boolean more,
    @Schema(description = "From when the first may start; absent if there is none.")
        @Nullable Instant firstAt,
    @Schema(description = "From when the last may start; absent if there is none.")
        @Nullable Instant lastAt) {

  static RetryResponse of(Retried retried) {
    return new RetryResponse(
        retried.retried(), retried.more(), retried.firstAt(), retried.lastAt());
  }
}
