package dev.carillon.event;

import java.time.Instant;

/** A fire was not delivered because of its job's policies. */
public record JobSkipped(
    String namespace, String jobId, String fireId, Instant scheduledTime, String reason)
    implements FireFact {}
