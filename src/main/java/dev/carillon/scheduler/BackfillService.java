package dev.carillon.scheduler;

import dev.carillon.job.Job;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobNotFoundException;
import dev.carillon.job.JobState;
import dev.carillon.job.JobStateException;
import dev.carillon.job.JobTransactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers fire times of the past that were not delivered: those that were left out, and those of
 * times at which the job did not exist or was not enabled.
 */
@ApplicationScoped
public class BackfillService {

  /** Most fire times that one request looks at. */
  static final int MOST_TIMES = 100_000;

  private final JobCatalog catalog;
  private final JobTransactions transactions;
  private final BackfillPage pages;
  private final Wakeup wakeup;
  private final Clock clock;

  BackfillService(
      JobCatalog catalog,
      JobTransactions transactions,
      BackfillPage pages,
      Wakeup wakeup,
      Clock clock) {
    this.catalog = catalog;
    this.transactions = transactions;
    this.pages = pages;
    this.wakeup = wakeup;
    this.clock = clock;
  }

  /**
   * Puts the fire times of a window in the queue, earliest first, as many a second as it says. What
   * is due and not yet decided is left to the schedule. One transaction for each page of times:
   * after a failure those that were done stay so.
   *
   * @param save false does everything but save
   * @throws JobNotFoundException if there is no such job
   * @throws JobStateException if it is in error
   */
  public Backfilled backfill(String namespace, String id, BackfillWindow window, boolean save) {
    Pace pace = new Pace(clock.instant(), window.rate());
    List<Instant> times = new ArrayList<>();
    int looked = 0;
    int existing = 0;
    UUID uid = null;
    Instant next = window.from();
    boolean full = false;
    while (next != null && !full && looked < MOST_TIMES) {
      Instant from = next;
      UUID same = uid;
      BackfillPage.Quota quota = new BackfillPage.Quota(pace, times.size(), window.limit());
      BackfillPage.Result page =
          run(
              save,
              () -> {
                Job job = lock(namespace, id, same);
                return pages.fill(job, from, window.until(), quota, save);
              });
      times.addAll(page.times());
      existing += page.existing();
      looked += page.times().size() + page.existing();
      full = page.full();
      uid = page.jobUid();
      next = page.next();
      if (save) {
        wakeup.announce();
      }
    }
    return new Backfilled(times, existing, next);
  }

  private <T> T run(boolean save, Supplier<T> work) {
    return save ? transactions.run(work::get) : transactions.rehearse(work);
  }

  private Job lock(String namespace, String id, @Nullable UUID uid) {
    Job job = catalog.lock(namespace, id);
    if (job == null || (uid != null && !uid.equals(job.uid))) {
      throw new JobNotFoundException(namespace, id);
    }
    if (job.state == JobState.ERROR) {
      throw new JobStateException("cannot backfill a job that is in error: " + job.stateReason);
    }
    return job;
  }
}
