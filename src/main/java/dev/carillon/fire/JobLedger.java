package dev.carillon.fire;

import java.time.Instant;
import java.util.UUID;

/**
 * Where the rows of a job begin in the ledger, whether the job still exists or not.
 *
 * @param namespace the namespace of the job
 * @param firstTime the earliest scheduled time
 */
public record JobLedger(UUID jobUid, String namespace, Instant firstTime) {}
