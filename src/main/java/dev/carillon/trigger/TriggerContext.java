package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What a trigger takes from its surroundings where the caller left it open.
 *
 * @param zone zone of triggers that name none
 * @param anchor the instant at which the trigger was set on its job: the phase of an interval
 *     without start date, the day of a calendar interval without one, the time of a date without
 *     one. Stored with the job, so that the same trigger yields the same times in every process
 * @param seed stable number of the job, from which jitter and {@code H} are derived
 */
public record TriggerContext(ZoneId zone, Instant anchor, long seed) {}
