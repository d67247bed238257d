package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.scheduler.Hold;
import dev.carillon.scheduler.SchedulerStatus;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the process that answers is doing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "How the process that answers is doing.")
public record PodStatusResponse(
    String podId,
    @Schema(description = "Whether its wakeup loop has turned once.") boolean started,
    @Schema(description = "Whether it stops or has stopped.") boolean stopping,
    @Schema(description = "What kept it from starting anything when it last looked.") Hold hold,
    @Schema(description = "Why the latest turn of its loop failed.") @Nullable String failure,
    @Schema(description = "Whether the clock is good enough to claim.") boolean clockTrusted,
    @Schema(
            implementation = String.class,
            format = "duration",
            description = "How far its clock may be behind the database's.")
        @Nullable Duration clockUncertainty,
    @Schema(description = "Deliveries in flight.") int inFlight) {

  static PodStatusResponse of(SchedulerStatus status) {
    return new PodStatusResponse(
        status.podId(),
        status.started(),
        status.stopping(),
        status.hold(),
        status.failure(),
        status.clockTrusted(),
        status.clockUncertainty(),
        status.inFlight());
  }
}
