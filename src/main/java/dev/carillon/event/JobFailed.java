package dev.carillon.event;

import java.time.Instant;

/** A fire failed for good: no attempt follows. */
public record JobFailed(
    String namespace, String jobId, String fireId, Instant scheduledTime, int attempt, String error)
    implements FireFact {}
