package dev.carillon.scheduler;

import java.time.Instant;

/**
 * Which fire times to deliver after all, and how fast.
 *
 * @param from earliest fire time, inclusive
 * @param until latest fire time, inclusive; not in the future
 * @param limit at most so many fires, at least 1
 * @param rate fires per second, above 0
 */
public record BackfillWindow(Instant from, Instant until, int limit, double rate) {}
