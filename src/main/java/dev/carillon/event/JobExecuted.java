package dev.carillon.event;

import java.time.Instant;

/** A fire was delivered: the receiver confirmed it. */
public record JobExecuted(
    String namespace, String jobId, String fireId, Instant scheduledTime, int attempt)
    implements FireFact {}
