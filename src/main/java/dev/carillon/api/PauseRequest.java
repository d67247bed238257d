package dev.carillon.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a job is paused. */
@Schema(description = "Why a job is paused.")
public record PauseRequest(
    @Schema(description = "For people, at most 512 characters.", examples = "receiver under repair")
        @Nullable String reason) {}
