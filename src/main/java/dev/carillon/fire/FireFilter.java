package dev.carillon.fire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which fires of a job to list; null leaves a member open.
 *
 * @param state only fires in this state
 * @param rule only fires on which this rule decided
 * @param from only fires scheduled at or after this instant
 * @param until only fires scheduled at or before this instant
 */
public record FireFilter(
    @Nullable FireState state,
    @Nullable Rule rule,
    @Nullable Instant from,
    @Nullable Instant until) {}
