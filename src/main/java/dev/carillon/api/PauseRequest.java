package dev.carillon.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a job is paused. */
@Schema(description = "Why a job is paused.")
@RegisterForReflection
public record PauseRequest(
    @Schema(description = "For people, at most 512 characters.", examples = "receiver under repair")
        @Nullable String reason) {}
