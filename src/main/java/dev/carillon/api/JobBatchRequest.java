package dev.carillon.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.api.problem.InvalidRequestException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Jobs to be created together. */
@Schema(description = "Jobs to be created together.", requiredProperties = "jobs")
@RegisterForReflection
public record JobBatchRequest(
    @Schema(
            type = SchemaType.ARRAY,
            implementation = JobRequest.class,
            minItems = 1,
            maxItems = 1000,
            description = "1 to 1000 jobs, each with its id.")
        @Nullable List<JsonNode> jobs) {

  private static final int MOST = 1000;

  /**
   * The jobs, not read yet.
   *
   * @throws InvalidRequestException if there are none or too many
   */
  List<JsonNode> checked() {
    if (jobs == null) {
      throw new InvalidRequestException("/jobs", "is required");
    }
    if (jobs.isEmpty() || jobs.size() > MOST) {
      throw new InvalidRequestException(
          "/jobs", jobs.size() + " jobs are not valid: expected 1 to " + MOST);
    }
    return jobs;
  }
}
