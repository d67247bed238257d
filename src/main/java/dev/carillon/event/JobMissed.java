package dev.carillon.event;

import java.time.Instant;

/** A fire was later than its job's grace and was not delivered. */
public record JobMissed(
    String namespace, String jobId, String fireId, Instant scheduledTime, String reason)
    implements FireFact {}
