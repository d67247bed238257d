package dev.carillon.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job's definition was changed. */
public record JobModified(String namespace, String id, UUID uid, @Nullable Instant nextRunTime)
    implements JobFact {}
