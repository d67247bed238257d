package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.fire.Attempt;
import dev.carillon.fire.AttemptOutcome;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One attempt to deliver a fire. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "One attempt to deliver a fire.")
public record AttemptResponse(
    @Schema(description = "1-based.") int attempt,
    @Schema(description = "LOST: its process did not report it before its lease ended.")
        AttemptOutcome outcome,
    @Schema(description = "The process that made it.") @Nullable String podId,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Schema(description = "HTTP status of the answer.") @Nullable Integer responseStatus,
    @Schema(description = "The beginning of the answer.") @Nullable String response,
    @Schema(description = "Why it failed.") @Nullable String error) {

  static AttemptResponse of(Attempt attempt) {
    return new AttemptResponse(
        attempt.attempt,
        attempt.outcome,
        attempt.pod,
        attempt.startedAt,
        attempt.finishedAt,
        attempt.responseStatus,
        attempt.response,
        attempt.error);
  }
}
