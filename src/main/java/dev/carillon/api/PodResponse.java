package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.scheduler.Member;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A process of the cluster. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A process of the cluster, as its row in the database tells.")
public record PodResponse(
    String podId,
    @Schema(description = "Whether it has told lately that its wakeup loop turns.") boolean alive,
    Instant startedAt,
    @Schema(description = "When its wakeup loop was last known to turn.") Instant heartbeatAt,
    @Schema(description = "When it stopped in good order.") @Nullable Instant stoppedAt) {

  static PodResponse of(Member member, Instant currentTime, Duration longestSilence) {
    Instant earliest = currentTime.minus(longestSilence);
    return new PodResponse(
        member.podId(),
        member.stoppedAt() == null && !member.heartbeatAt().isBefore(earliest),
        member.startedAt(),
        member.heartbeatAt(),
        member.stoppedAt());
  }
}
