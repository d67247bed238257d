package dev.carillon.explain;

import dev.carillon.fire.Attempt;
import dev.carillon.fire.Fire;
import dev.carillon.job.ChangeRecord;
import dev.carillon.job.Job;
import dev.carillon.job.Policies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one instant of a job's life.
 *
 * @param at the instant
 * @param currentTime database time
 * @param job as it is now
 * @param policies as they are now
 * @param times the fire times by the trigger that is valid at the instant; null if it cannot be
 *     read
 * @param triggerChange the change that ended this trigger; null if the job still has it
 * @param standing the job's state at the instant
 * @param row the row of the ledger that covers the instant; null if there is none
 * @param earlier rows up to the instant, latest first; not all
 * @param later rows after the instant, earliest first; not all
 * @param attempts all attempts of the row
 * @param schedulerPause null if the scheduler is not paused
 */
record Evidence(
    Instant at,
    Instant currentTime,
    Job job,
    Policies policies,
    @Nullable FireTimes times,
    @Nullable ChangeRecord triggerChange,
    Standing standing,
    @Nullable Fire row,
    List<Fire> earlier,
    List<Fire> later,
    List<Attempt> attempts,
    @Nullable SchedulerPause schedulerPause) {

  boolean isPast() {
    return !at.isAfter(currentTime);
  }
}
