package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.job.Job;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The jobs that were created together, in the order of the request. */
@Schema(description = "The jobs that were created together, in the order of the request.")
public record JobBatchResponse(List<Created> jobs) {

  static JobBatchResponse of(List<Job> jobs) {
    return new JobBatchResponse(
        jobs.stream().map(job -> new Created(job.id, job.uid, job.nextRunTime)).toList());
  }

  /** One of them, in short. */
  @Schema(name = "CreatedJob", description = "A job that was created, in short.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Created(
      String id,
      @Schema(description = "Our own identity of the job, which no other job will ever have.")
          UUID uid,
      @Schema(description = "The first planned fire time.") @Nullable Instant nextRunTime) {}
}
