package dev.carillon.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job was paused: no further fire of it starts.
 *
 * @param nextRunTime when it goes on by itself; null if it does not
 */
public record JobPaused(String namespace, String id, UUID uid, @Nullable Instant nextRunTime)
    implements JobFact {}
