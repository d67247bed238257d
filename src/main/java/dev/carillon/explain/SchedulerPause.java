package dev.carillon.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pause of the whole scheduler that is in force now.
 *
 * @param since null if nobody knows
 * @param by null if nobody is known
 * @param reason null if nothing was said
 * @param until when it ends by itself; null if it does not
 */
record SchedulerPause(
    @Nullable Instant since,
    @Nullable String by,
    @Nullable String reason,
    @Nullable Instant until) {}
