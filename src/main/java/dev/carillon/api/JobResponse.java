package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.job.CatchUp;
import dev.carillon.job.History;
import dev.carillon.job.Job;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobState;
import dev.carillon.job.OnCompletion;
import dev.carillon.job.OverlapPolicy;
import dev.carillon.job.RetryPolicy;
import dev.carillon.target.Target;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job as it stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A job as it stands. Times are RFC 3339 in UTC, with microseconds.")
public record JobResponse(
    String namespace,
    String id,
    @Schema(description = "Our own identity of the job, which no other job will ever have.")
        UUID uid,
    @Nullable String description,
    @Schema(type = SchemaType.OBJECT, implementation = Object.class) JsonNode labels,
    @Schema(type = SchemaType.OBJECT, implementation = Object.class) JsonNode trigger,
    @Nullable String timeZone,
    @Schema(type = SchemaType.OBJECT, implementation = Object.class) JsonNode target,
    @Schema(type = SchemaType.STRING, format = "duration", nullable = true)
        @JsonInclude(JsonInclude.Include.ALWAYS)
        JsonNode misfireGraceTime,
    @Schema(type = SchemaType.STRING) JsonNode coalesce,
    @Schema(type = SchemaType.INTEGER, nullable = true) @JsonInclude(JsonInclude.Include.ALWAYS)
        JsonNode maxInstances,
    @Schema(implementation = OverlapPolicy.class) @Nullable JsonNode overlapPolicy,
    @Schema(implementation = CatchUp.class) @Nullable JsonNode catchUp,
    @Schema(type = SchemaType.BOOLEAN) @Nullable JsonNode ordered,
    @Schema(implementation = RetryPolicy.class) JsonNode retryPolicy,
    @Schema(implementation = Target.class) @Nullable JsonNode deadLetter,
    @Schema(type = SchemaType.INTEGER) @Nullable JsonNode pauseAfterFailures,
    @Schema(type = SchemaType.STRING, format = "date-time") @Nullable JsonNode startTime,
    @Schema(type = SchemaType.STRING, format = "date-time") @Nullable JsonNode endTime,
    @Schema(type = SchemaType.INTEGER) @Nullable JsonNode maxFires,
    @Schema(implementation = OnCompletion.class) @Nullable JsonNode onCompletion,
    @Schema(implementation = History.class) @Nullable JsonNode history,
    JobState state,
    @Nullable String stateReason,
    @Schema(description = "Who brought the job into its state, where that is known.")
        @Nullable String stateBy,
    @Schema(description = "When the job came into its state.") @Nullable Instant stateChangedAt,
    @Schema(description = "When a paused job resumes by itself.") @Nullable Instant pausedUntil,
    @Schema(description = "The next planned fire time; absent if nothing is planned.")
        @Nullable Instant nextRunTime,
    @Schema(description = "Scheduled time of the latest fire that was decided.")
        @Nullable Instant lastFireTime,
    @Schema(description = "Counts the changes of the definition.") long version,
    @Schema(description = "Fires that are decided and not yet final.") int inFlight,
    @Schema(description = "How many of those wait for a free instance.") int waiting,
    @Schema(description = "Failed fires since the last one that succeeded.")
        int consecutiveFailures,
    @Schema(description = "Fires of the schedule, without those on demand and backfilled.")
        long scheduledCount,
    @Schema(description = "Fires that were decided to be delivered.") long fireCount,
    long successCount,
    long failureCount,
    long missedCount,
    long skippedCount,
    long cancelledCount,
    Instant createdAt,
    Instant updatedAt) {

  static JobResponse of(Job job, JobCodec codec) {
    JsonNode policies = codec.tree(job.policies);
    return new JobResponse(
        job.namespace,
        job.id,
        job.uid,
        job.description,
        codec.tree(job.labels),
        codec.tree(job.trigger),
        job.timeZone,
        codec.tree(job.target),
        policies.path("misfireGraceTime"),
        policies.path("coalesce"),
        policies.path("maxInstances"),
        policies.get("overlapPolicy"),
        policies.get("catchUp"),
        policies.get("ordered"),
        policies.path("retryPolicy"),
        policies.get("deadLetter"),
        policies.get("pauseAfterFailures"),
        policies.get("startTime"),
        policies.get("endTime"),
        policies.get("maxFires"),
        policies.get("onCompletion"),
        policies.get("history"),
        job.state,
        job.stateReason,
        job.stateBy,
        job.stateChangedAt,
        job.pausedUntil,
        job.state == JobState.PAUSED ? null : job.nextRunTime,
        job.lastFireTime,
        job.version,
        job.inFlight,
        job.waiting,
        job.consecutiveFailures,
        job.scheduledCount,
        job.fireCount,
        job.successCount,
        job.failureCount,
        job.missedCount,
        job.skippedCount,
        job.cancelledCount,
        job.createdAt,
        job.updatedAt);
  }
}
