package dev.carillon.scheduler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a process is doing.
 *
 * @param podId its name in leases
 * @param started whether the loop has turned once
 * @param hold what kept it from starting anything when it last looked
 * @param stopping whether it stops or has stopped
 * @param ended a part of the scheduler that has ended though nobody stopped it; null if none
 * @param sinceTurn how long ago the loop turned
 * @param failure why the latest turn failed; null if it did not
 * @param databaseAnswers whether the database told its time when it was asked last
 * @param clockTrusted whether the clock is good enough to claim
 * @param clockUncertainty how far the clock may be behind the database; null before the first
 *     sample
 * @param inFlight deliveries in flight
 */
public record SchedulerStatus(
    String podId,
    boolean started,
    Hold hold,
    boolean stopping,
    @Nullable String ended,
    Duration sinceTurn,
    @Nullable String failure,
    boolean databaseAnswers,
    boolean clockTrusted,
    @Nullable Duration clockUncertainty,
    int inFlight) {}
