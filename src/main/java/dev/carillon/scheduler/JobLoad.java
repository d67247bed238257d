package dev.carillon.scheduler;

import dev.carillon.job.Job;

/**
 * What a job has under way when it is planned.
 *
 * @param active fires that are decided, not final and not buffered
 * @param buffered fires that wait for a free instance
 * @param scheduled fires of its schedule that were ever decided to be delivered
 */
record JobLoad(int active, int buffered, long scheduled) {

  static final JobLoad NONE = new JobLoad(0, 0, 0);

  static JobLoad of(Job job) {
    return new JobLoad(job.inFlight - job.waiting, job.waiting, job.scheduledCount);
  }
}
