package dev.carillon.fire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fire that a pod does not start after all, and puts into the queue.
 *
 * @param at when it is due there, unless its time is later
 * @param reason why it waits, for people; null leaves what its row says
 */
public record GivenBack(Fire fire, Instant at, @Nullable String reason) {}
