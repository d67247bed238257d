package dev.carillon.job;

import dev.carillon.event.Events;
import dev.carillon.event.JobAdded;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;

/** Creates many jobs in one transaction: all of them or none. */
@ApplicationScoped
public class JobBatchService {

  private static final int TRIES = 5;

  private final JobDrafts drafts;
  private final JobCatalog catalog;
  private final JobTransactions transactions;
  private final Events events;

  JobBatchService(
      JobDrafts drafts, JobCatalog catalog, JobTransactions transactions, Events events) {
    this.drafts = drafts;
    this.catalog = catalog;
    this.transactions = transactions;
    this.events = events;
  }

  /**
   * Makes a job of what a caller defines, for {@link #create}; nothing is stored yet.
   *
   * @throws dev.carillon.trigger.InvalidTriggerException if the trigger is not valid
   */
  public Job draft(String namespace, String id, JobInput input) {
    return drafts.draft(namespace, id, input);
  }

  /**
   * Stores the jobs; observers are told of each after the commit.
   *
   * @throws JobsExistException if a name is taken, by a stored job or by one before it in the list
   */
  public void create(String namespace, List<Job> jobs) {
    for (int left = TRIES - 1; !isStored(jobs); left--) {
      List<Integer> taken = transactions.run(() -> taken(namespace, jobs));
      // None if they were deleted meanwhile.
      if (!taken.isEmpty() || left == 0) {
        throw new JobsExistException(namespace, taken);
      }
    }
    jobs.forEach(job -> events.fire(new JobAdded(job.namespace, job.id, job.uid, job.nextRunTime)));
  }

  private boolean isStored(List<Job> jobs) {
    try {
      return transactions.run(
          () -> {
            catalog.addAll(jobs);
            return true;
          });
    } catch (ConstraintViolationException e) {
      return false;
    }
  }

  private List<Integer> taken(String namespace, List<Job> jobs) {
    Set<String> names =
        new HashSet<>(catalog.existing(namespace, jobs.stream().map(job -> job.id).toList()));
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (!names.add(jobs.get(i).id)) {
        taken.add(i);
      }
    }
    return taken;
  }
}
