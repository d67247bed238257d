package dev.carillon.explain;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that had a say in the outcome.
 *
 * @param code for programs
 * @param text one English sentence, with the numbers
 */
@Schema(description = "One thing that had a say in the outcome.")
public record Reason(
    @Schema(description = "What had a say, for programs.") Code code,
    @Schema(
            description = "One sentence, with the numbers.",
            examples = "late by PT2H, misfireGraceTime is PT1H")
        String text) {

  /** What can have a say. The codes up to JOB_ERROR are the rules of the ledger. */
  public enum Code {
    /** A person asked for it: {@code :run}. */
    ON_DEMAND,
    /** A person asked for it: {@code :backfill}. */
    BACKFILL,
    /** A person asked for further attempts: {@code :retry}. */
    RETRY,
    /** It became one with another fire time that was due. */
    COALESCED,
    /** {@code misfireGraceTime}. */
    MISFIRE_GRACE_TIME,
    /** {@code catchUp.maxAge}. */
    CATCH_UP_MAX_AGE,
    /** {@code catchUp.maxCount}. */
    CATCH_UP_MAX_COUNT,
    /** {@code maxInstances} and {@code overlapPolicy}. */
    MAX_INSTANCES,
    /** {@code ordered}. */
    ORDERED,
    /** A pause of the job. */
    JOB_PAUSED,
    /** The job was deleted. */
    JOB_DELETED,
    /** The trigger, or its bounds, were changed. */
    TRIGGER_CHANGED,
    /** The job could not be read or planned. */
    JOB_ERROR,
    /** The trigger. */
    TRIGGER,
    /** A change of the zone's offset. */
    DST,
    /** {@code startTime}. */
    START_TIME,
    /** {@code endTime}. */
    END_TIME,
    /** {@code maxFires}. */
    MAX_FIRES,
    /** When the job was created. */
    JOB_CREATED,
    /** The job has no fire times any more. */
    JOB_COMPLETED,
    /** A pause of the whole scheduler. */
    SCHEDULER_PAUSED,
    /** What the ledger says beside: that it was held, or taken over from a process that ended. */
    NOTE,
    /** When it was decided, and by whom. */
    CLAIMED,
    /** Nobody has decided it yet. */
    NOT_CLAIMED,
    /** It waits in the queue. */
    QUEUED,
    /** An attempt, or what came back from it. */
    ATTEMPT,
    /** When the next attempt is due. */
    NEXT_ATTEMPT,
    /** The report to the dead letter target. */
    DEAD_LETTER,
    /** One row of the ledger stands for many fire times. */
    RANGE,
    /** How long the ledger is kept. */
    HISTORY,
    /** What could still change it. */
    UNLESS
  }
}
