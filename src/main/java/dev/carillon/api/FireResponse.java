package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.fire.Attempt;
import dev.carillon.fire.DeadLetterState;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A row of the ledger. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A row of the ledger. Times are RFC 3339 in UTC, with microseconds.")
public record FireResponse(
    @Schema(description = "The same for all attempts; receivers deduplicate on it.") String fireId,
    String namespace,
    String jobId,
    Instant scheduledTime,
    @Schema(
            description =
                "Present if the row stands for all fire times from scheduledTime up to this one, "
                    + "none of which was delivered.")
        @Nullable Instant untilTime,
    @Schema(description = "How many fire times the row stands for; 1000000: or more.")
        long fireTimes,
    FireState state,
    @Schema(description = "Which rule decided, where it was not the trigger alone.")
        @Nullable Rule rule,
    @Nullable String reason,
    @Schema(description = "Number of the latest attempt; 0 before the first.") int attempt,
    @Schema(description = "RUNNING: when the lease ends. PENDING, RETRYING: when it may go on.")
        @Nullable Instant nextAttemptAt,
    @Schema(description = "The process that made the latest attempt, or decided the fire.")
        @Nullable String podId,
    @Schema(description = "When the fire was decided.") Instant claimedAt,
    @Schema(description = "When the first attempt started.") @Nullable Instant firstStartedAt,
    @Schema(description = "When the latest attempt started.") @Nullable Instant startedAt,
    @Schema(description = "When the fire became final.") @Nullable Instant finishedAt,
    @Schema(description = "HTTP status of the latest answer.") @Nullable Integer responseStatus,
    @Schema(description = "The beginning of the latest answer.") @Nullable String response,
    @Schema(description = "Why the latest attempt failed.") @Nullable String error,
    @Schema(description = "Where the report to the dead letter target is.")
        @Nullable DeadLetterState deadLetterState,
    @Schema(description = "All attempts, the latest last; only where one fire is read.")
        @Nullable List<AttemptResponse> attempts) {

  static FireResponse of(Fire fire) {
    return of(fire, null);
  }

  /** With all attempts; null leaves them out. */
  static FireResponse of(Fire fire, @Nullable List<Attempt> attempts) {
    return new FireResponse(
        fire.key().fireId(),
        fire.namespace,
        fire.jobId,
        fire.scheduledTime,
        fire.untilTime,
        fire.fireTimes,
        fire.state,
        fire.rule,
        fire.reason,
        fire.attempt,
        fire.nextAttemptAt,
        fire.leaseOwner,
        fire.claimedAt,
        fire.firstStartedAt,
        fire.startedAt,
        fire.finishedAt,
        fire.responseStatus,
        fire.response,
        fire.error,
        fire.deadLetter,
        attempts == null ? null : attempts.stream().map(AttemptResponse::of).toList());
  }
}
