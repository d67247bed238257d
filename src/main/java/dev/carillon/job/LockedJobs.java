package dev.carillon.job;

import dev.carillon.fire.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Jobs as use cases change them: locked until the transaction ends, and as they are by now. */
@ApplicationScoped
class LockedJobs {

  private final JobCatalog catalog;
  private final JobSchedule schedule;
  private final Ledger ledger;
  private final HeldFires held;

  LockedJobs(JobCatalog catalog, JobSchedule schedule, Ledger ledger, HeldFires held) {
    this.catalog = catalog;
    this.schedule = schedule;
    this.ledger = ledger;
    this.held = held;
  }

  /**
   * Locks a job to change it. A pause whose end has come is over then, as the next claim would see
   * it, and what was claimed ahead of its time is not decided any more.
   *
   * @throws JobNotFoundException if there is none
   * @throws StaleVersionException if the condition does not hold
   */
  Job lock(String namespace, String id, Precondition condition, Instant currentTime) {
    Job job = catalog.lock(namespace, id);
    if (job == null) {
      throw new JobNotFoundException(namespace, id);
    }
    condition.check(job);
    if (schedule.resumeIfOver(job, currentTime)) {
      ledger.release(job.uid, currentTime);
    }
    takeBackHeld(job);
    return job;
  }

  /** Undoes what was claimed ahead of its time of a locked job. */
  void takeBackHeld(Job job) {
    held.takeBack(job);
  }

  /**
   * Waits, after the commit of a change, until no process starts a fire any more that it knew
   * before.
   */
  void awaitStop(Job job) {
    held.awaitStop(job);
  }

  /** Notes that the definition of a job, or its state, was changed. */
  static void touch(Job job, Instant currentTime) {
    job.version++;
    job.updatedAt = currentTime;
  }
}
