package dev.carillon.scheduler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process of the cluster, in the database's time.
 *
 * @param podId its name in leases
 * @param startedAt when it started
 * @param heartbeatAt when its wakeup loop was last known to turn
 * @param stoppedAt when it stopped in good order; null if it did not
 */
public record Member(
    String podId, Instant startedAt, Instant heartbeatAt, @Nullable Instant stoppedAt) {}
