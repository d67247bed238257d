package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.job.History;
import dev.carillon.job.NamespaceSettings;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is set for all jobs of a namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What is set for all jobs of a namespace.")
public record NamespaceResponse(
    String namespace,
    @Schema(description = "How long ledgers are kept, as it was set; null = nothing was set.")
        History history,
    @Schema(description = "What is in force for a job that says nothing itself.")
        History effectiveHistory,
    @Schema(description = "Counts the changes; 0 before the first.") long version,
    @Schema(description = "When it was changed; absent before the first time.")
        @Nullable Instant updatedAt) {

  static NamespaceResponse of(NamespaceSettings settings) {
    return new NamespaceResponse(
        settings.namespace(),
        settings.history(),
        settings.effectiveHistory(),
        settings.version(),
        settings.updatedAt());
  }
}
