package dev.carillon.event;

import java.time.Instant;

/** Something that happened to one fire. */
public sealed interface FireFact extends Fact
    permits JobSubmitted, JobExecuted, JobFailed, JobMissed, JobSkipped {

  /** The job's namespace. */
  String namespace();

  /** The job's id within its namespace. */
  String jobId();

  /** The fire's identity, the same for all its attempts. */
  String fireId();

  /** The instant for which the fire was planned. */
  Instant scheduledTime();
}
