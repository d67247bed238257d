package dev.carillon.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job was created. */
public record JobAdded(String namespace, String id, UUID uid, @Nullable Instant nextRunTime)
    implements JobFact {}
