package dev.carillon.target.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fire, as CDI observers see it. An observer that returns has handled it; one that throws gets it
 * again with the same {@code fireId}, as do the others.
 *
 * @param fireId the same for every attempt of the fire: what to recognise a repetition by
 * @param namespace namespace of the job
 * @param jobId id of the job
 * @param scheduledTime the instant for which the fire was planned
 * @param attempt number of this try, 1-based
 * @param name what the event is about, from the job's target
 * @param payload the JSON from the job's target, not to be changed; null if it has none
 */
public record FireEvent(
    String fireId,
    String namespace,
    String jobId,
    Instant scheduledTime,
    int attempt,
    String name,
    @Nullable JsonNode payload) {}
