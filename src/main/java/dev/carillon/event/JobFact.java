package dev.carillon.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of one job. */
public sealed interface JobFact extends Fact
    permits JobAdded, JobModified, JobRemoved, JobPaused, JobResumed {

  /** The job's namespace. */
  String namespace();

  /** The job's id within its namespace. */
  String id();

  /** The job's own identity, which no other job will ever have. */
  UUID uid();

  /** The next planned instant; null if nothing is planned. */
  default @Nullable Instant nextRunTime() {
    return null;
  }
}
