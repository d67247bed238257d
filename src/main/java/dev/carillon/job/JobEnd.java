package dev.carillon.job;

import dev.carillon.event.Events;
import dev.carillon.event.JobRemoved;
import jakarta.enterprise.context.ApplicationScoped;

/** The end of jobs that people, and not their last fire, have brought to completion. */
@ApplicationScoped
class JobEnd {

  private final JobCatalog catalog;
  private final JobCodec codec;
  private final Events events;

  JobEnd(JobCatalog catalog, JobCodec codec, Events events) {
    this.catalog = catalog;
    this.codec = codec;
    this.events = events;
  }

  /** Deletes a locked job that is completed, has nothing under way, and is not to be kept. */
  void removeIfOver(Job job) {
    if (isOver(job)) {
      catalog.remove(job);
    }
  }

  /** Tells of that, after the commit. */
  void tellIfOver(Job job) {
    if (isOver(job)) {
      events.fire(new JobRemoved(job.namespace, job.id, job.uid));
    }
  }

  private boolean isOver(Job job) {
    return job.state == JobState.COMPLETED
        && job.inFlight == 0
        && job.deadLetters == 0
        && codec.isNotKept(job);
  }
}
