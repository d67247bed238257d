package dev.carillon.event;

import java.time.Instant;

/** A fire was decided and its delivery begins, or waits in the queue. */
public record JobSubmitted(String namespace, String jobId, String fireId, Instant scheduledTime)
    implements FireFact {}
