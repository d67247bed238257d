package dev.carillon.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who resumes the scheduler. */
@Schema(description = "Who resumes the scheduler.")
@RegisterForReflection
public record SchedulerResumeRequest(
    @Schema(description = "Who, at most 128 characters.", examples = "alice")
        @Nullable String by) {}
