package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.scheduler.Member;
import dev.carillon.scheduler.SchedulerState;
import dev.carillon.scheduler.SchedulerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The whole scheduler, and its processes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "The whole scheduler, and its processes. Times are the database's.")
public record SchedulerResponse(
    State state,
    @Schema(description = "Why it is paused.") @Nullable String reason,
    @Schema(description = "Who paused or resumed it; carillon when a pause was over.")
        @Nullable String by,
    @Schema(description = "When it was paused or resumed; absent if it never was.")
        @Nullable Instant since,
    @Schema(description = "When it goes on by itself.") @Nullable Instant pausedUntil,
    @Schema(description = "Processes of the last day, latest heartbeat first, at most 100.")
        List<PodResponse> pods,
    @Schema(description = "The process that answers.") PodStatusResponse pod) {

  /** Whether anything may start. */
  public enum State {
    RUNNING,
    PAUSED
  }

  static SchedulerResponse of(
      SchedulerState state,
      List<Member> members,
      SchedulerStatus status,
      Instant currentTime,
      Duration longestSilence) {
    return new SchedulerResponse(
        state.paused() ? State.PAUSED : State.RUNNING,
        state.reason(),
        state.by(),
        state.since(),
        state.pausedUntil(),
        members.stream()
            .map(member -> PodResponse.of(member, currentTime, longestSilence))
            .toList(),
        PodStatusResponse.of(status));
  }
}
