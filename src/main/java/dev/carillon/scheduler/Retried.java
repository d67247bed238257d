package dev.carillon.scheduler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Failed fires that are in the queue again.
 *
 * @param retried how many
 * @param more whether the limit left some out
 * @param firstAt from when the first of them may start; null if there is none
 * @param lastAt from when the last of them may start; null if there is none
 */
public record Retried(
    int retried, boolean more, @Nullable Instant firstAt, @Nullable Instant lastAt) {}
