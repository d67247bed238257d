package dev.carillon.scheduler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which failed fires of a job to retry, earliest scheduled time first, and how fast.
 *
 * @param from earliest scheduled time, inclusive; null is open
 * @param until latest scheduled time, inclusive; null is open
 * @param limit at most so many, at least 1
 * @param rate fires per second, above 0
 */
public record RetryFilter(
    @Nullable Instant from, @Nullable Instant until, int limit, double rate) {}
