package dev.carillon.scheduler;

import dev.carillon.event.Fact;
import java.time.Instant;
import java.util.List;

/**
 * What is committed of a batch of settlements.
 *
 * @param facts to tell
 * @param failed attempts after which none follows
 * @param entered whether fires that had waited are in the queue now
 * @param ours for each settlement whether its lease was still this process's
 * @param nextAttempt when the earliest next attempt is due; {@link Instant#MAX} if none is
 */
record SettledBatch(
    List<Fact> facts,
    List<Settlement> failed,
    boolean entered,
    List<Boolean> ours,
    Instant nextAttempt) {}
