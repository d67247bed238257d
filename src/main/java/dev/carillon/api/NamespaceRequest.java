package dev.carillon.api;

import dev.carillon.job.History;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a caller sets for all jobs of a namespace. */
@Schema(description = "What a caller sets for all jobs of a namespace.")
@RegisterForReflection
public record NamespaceRequest(
    @Schema(
            description =
                "How long the ledgers of its jobs are kept, where a job does not say. What is left "
                    + "out or null is decided by the configuration.")
        @Nullable History history) {

  @Override
  public History history() {
    return Objects.requireNonNullElse(history, History.DEFAULT);
  }
}
