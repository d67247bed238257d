package dev.carillon.job;

import dev.carillon.event.Events;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobModified;
import dev.carillon.event.JobRemoved;
import dev.carillon.fire.Ledger;
import dev.carillon.fire.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * What people do with jobs. Each use case is one transaction on the locked row; observers are told
 * after its commit. When pause or delete return, no further fire of the job starts in any process.
 */
@ApplicationScoped
public class JobService {

  private static final int PUT_TRIES = 10;

  private final JobDrafts drafts;
  private final JobCatalog catalog;
  private final LockedJobs locked;
  private final JobCodec codec;
  private final JobSchedule schedule;
  private final JobWithdrawal withdrawal;
  private final JobChanges changes;
  private final JobEnd end;
  private final JobTransactions transactions;
  private final Ledger ledger;
  private final Events events;
  private final Clock clock;

  JobService(
      JobDrafts drafts,
      JobCatalog catalog,
      LockedJobs locked,
      JobCodec codec,
      JobSchedule schedule,
      JobWithdrawal withdrawal,
      JobChanges changes,
      JobEnd end,
      JobTransactions transactions,
      Ledger ledger,
      Events events,
      Clock clock) {
    this.drafts = drafts;
    this.catalog = catalog;
    this.locked = locked;
    this.codec = codec;
    this.schedule = schedule;
    this.withdrawal = withdrawal;
    this.changes = changes;
    this.end = end;
    this.transactions = transactions;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Creates a job.
   *
   * @param save false does everything but save
   * @throws JobExistsException if the name is taken
   * @throws dev.carillon.trigger.InvalidTriggerException if the trigger is not valid
   */
  public Job create(String namespace, String id, JobInput input, boolean save) {
    return add(drafts.draft(namespace, id, input), save);
  }

  /**
   * Creates a job, or replaces the definition of the one there is. A trigger that stays as it is
   * leaves the next run time as it is.
   *
   * @param save false does everything but save
   * @throws StaleVersionException if the condition does not hold
   */
  public JobChange put(
      String namespace, String id, JobInput input, Precondition condition, boolean save) {
    for (int left = PUT_TRIES - 1; ; left--) {
      try {
        return new JobChange(change(namespace, id, condition, job -> input, save), false);
      } catch (JobNotFoundException e) {
        condition.check(null);
      }
      try {
        return new JobChange(create(namespace, id, input, save), true);
      } catch (JobExistsException e) {
        // Somebody else created it just now, and perhaps deletes it again before our next look.
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  /**
   * Changes the definition of a job.
   *
   * @param change from the job as it is to what is to be defined
   * @param save false does everything but save
   * @throws JobNotFoundException if there is none
   * @throws StaleVersionException if the condition does not hold
   */
  public Job change(
      String namespace,
      String id,
      Precondition condition,
      Function<Job, JobInput> change,
      boolean save) {
    Supplier<Step> work =
        () -> {
          Job job = locked.lock(namespace, id, condition, clock.instant());
          JobSnapshot before = JobSnapshot.of(job);
          long version = job.version;
          Instant currentTime = clock.instant();
          apply(change.apply(job), job, currentTime);
          if (job.version != version) {
            changes.record(before, job, null, currentTime);
          }
          return new Step(job, job.version != version);
        };
    if (!save) {
      return transactions.rehearse(work).job();
    }
    Step step =
        transactions.run(
            () -> {
              Step done = work.get();
              end.removeIfOver(done.job());
              catalog.flush();
              return done;
            });
    Job changed = step.job();
    events.fire(new JobModified(namespace, id, changed.uid, changed.nextRunTime));
    end.tellIfOver(changed);
    if (step.taken()) {
      locked.awaitStop(changed);
    }
    return changed;
  }

  /** A job, and whether it is another one now. */
  private record Step(Job job, boolean taken) {}

  /**
   * Deletes a job. Its ledger stays; fires that wait for an attempt are cancelled.
   *
   * @throws JobNotFoundException if there is none
   */
  public void delete(String namespace, String id, Precondition condition) {
    Job removed =
        transactions.run(
            () -> {
              Job job = locked.lock(namespace, id, condition, clock.instant());
              Instant currentTime = clock.instant();
              withdrawal.cancelAll(job, Rule.JOB_DELETED, "the job was deleted", currentTime);
              changes.recordDeleted(job, null, currentTime);
              catalog.remove(job);
              return job;
            });
    events.fire(new JobRemoved(namespace, id, removed.uid));
    locked.awaitStop(removed);
  }

  private Job add(Job job, boolean save) {
    try {
      transactions.run(
          () -> {
            if (save) {
              catalog.add(job);
            } else if (catalog.find(job.namespace, job.id) != null) {
              throw new JobExistsException(job.namespace, job.id);
            }
            return job;
          });
    } catch (ConstraintViolationException e) {
      throw new JobExistsException(job.namespace, job.id);
    }
    if (save) {
      events.fire(new JobAdded(job.namespace, job.id, job.uid, job.nextRunTime));
    }
    return job;
  }

  private void apply(JobInput input, Job job, Instant currentTime) {
    boolean sameSchedule = codec.hasSchedule(job, input);
    if (!sameSchedule) {
      withdrawal.cancelOverdue(job, Rule.TRIGGER_CHANGED, "the trigger was changed", currentTime);
      job.triggerSetAt = currentTime;
    }
    if (codec.isDefinedAs(job, input) && job.state != JobState.ERROR) {
      return;
    }
    codec.write(input, job);
    if (job.state == JobState.PAUSED) {
      codec.trigger(job);
    } else if (!sameSchedule || job.state == JobState.ERROR) {
      boolean mended = job.state == JobState.ERROR;
      schedule.start(job, currentTime);
      if (mended && job.inFlight > 0) {
        ledger.release(job.uid, currentTime);
      }
    }
    applyMaxFires(input.policies().maxFires(), job, currentTime);
    if (job.waiting > 0) {
      letGo(input.policies(), job, currentTime);
    }
    LockedJobs.touch(job, currentTime);
  }

  /** A lower bound may complete the job, a higher one may make it go on. */
  private void applyMaxFires(@Nullable Long maxFires, Job job, Instant currentTime) {
    boolean reached = maxFires != null && job.scheduledCount >= maxFires;
    if (reached && job.state == JobState.ENABLED) {
      withdrawal.cancelOverdue(job, Rule.TRIGGER_CHANGED, "maxFires was changed", currentTime);
      schedule.complete(job, "maxFires, which is " + maxFires + ", is reached");
    } else if (!reached && job.state == JobState.COMPLETED) {
      schedule.resume(job, currentTime);
    }
  }

  /** Fires that wait for an instance get those that the new bound frees. */
  private void letGo(Policies policies, Job job, Instant currentTime) {
    Integer most = policies.maxInstances();
    int free = most == null ? job.waiting : most - (job.inFlight - job.waiting);
    if (free > 0) {
      job.waiting -= ledger.letGo(job.uid, free, currentTime);
    }
  }
}
