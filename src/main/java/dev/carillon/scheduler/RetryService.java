package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireNotFoundException;
import dev.carillon.fire.FireState;
import dev.carillon.fire.FireStateException;
import dev.carillon.fire.Ledger;
import dev.carillon.fire.LockedFires;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobNotFoundException;
import dev.carillon.job.JobState;
import dev.carillon.job.JobStateException;
import dev.carillon.job.JobTransactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries fires again that have failed, under the same id. The attempts so far stay in the ledger and
 * do not count against the retry policy any more.
 */
@ApplicationScoped
public class RetryService {

  private static final int PAGE = 100;

  private final JobCatalog catalog;
  private final JobTransactions transactions;
  private final Ledger ledger;
  private final LockedFires rows;
  private final Wakeup wakeup;
  private final Clock clock;

  RetryService(
      JobCatalog catalog,
      JobTransactions transactions,
      Ledger ledger,
      LockedFires rows,
      Wakeup wakeup,
      Clock clock) {
    this.catalog = catalog;
    this.transactions = transactions;
    this.ledger = ledger;
    this.rows = rows;
    this.wakeup = wakeup;
    this.clock = clock;
  }

  /**
   * Puts one failed fire in the queue again, to be started at once.
   *
   * @throws FireNotFoundException if there is no such fire
   * @throws FireStateException if it has not failed, or its job was deleted
   * @throws JobStateException if its job is in error
   */
  public Fire retry(String namespace, String fireId) {
    // Read on its own: within the transaction the row must be read when it is locked.
    Fire seen = FireKey.parse(fireId).map(ledger::find).orElse(null);
    if (seen == null || !seen.namespace.equals(namespace)) {
      throw new FireNotFoundException(namespace, fireId);
    }
    Fire fire =
        transactions.run(
            () -> {
              Job job = catalog.lock(namespace, seen.jobId);
              if (job == null || !job.uid.equals(seen.jobUid)) {
                throw new FireStateException(
                    "cannot retry the fire: its job " + seen.jobId + " was deleted");
              }
              requireNoError(job);
              Fire row = rows.lock(seen.key());
              if (row == null) {
                throw new FireNotFoundException(namespace, fireId);
              }
              if (row.state != FireState.FAILED) {
                throw new FireStateException("cannot retry a fire that is " + row.state);
              }
              Instant currentTime = clock.instant();
              reopen(row, job, currentTime, currentTime);
              return row;
            });
    wakeup.announce();
    return fire;
  }

  /**
   * Puts failed fires of a job in the queue again, as many a second as the filter says. One
   * transaction for each hundred: after a failure those that were done stay so.
   *
   * @throws JobNotFoundException if there is no such job
   * @throws JobStateException if it is in error
   */
  public Retried retry(String namespace, String id, RetryFilter filter) {
    Pace pace = new Pace(clock.instant(), filter.rate());
    int retried = 0;
    Page page = new Page(null, null, 0, true);
    while (page.more() && retried < filter.limit()) {
      Page before = page;
      int number = retried;
      page = transactions.run(() -> page(namespace, id, filter, before, pace, number));
      retried += page.retried();
      wakeup.announce();
    }
    return new Retried(
        retried,
        page.more(),
        retried == 0 ? null : pace.at(0),
        retried == 0 ? null : pace.at(retried - 1));
  }

  /** One transaction's worth of fires, and whether there are more. */
  private Page page(
      String namespace, String id, RetryFilter filter, Page before, Pace pace, int number) {
    Job job = catalog.lock(namespace, id);
    if (job == null || (before.uid() != null && !before.uid().equals(job.uid))) {
      throw new JobNotFoundException(namespace, id);
    }
    requireNoError(job);
    int most = Math.min(PAGE, filter.limit() - number);
    List<Instant> failed =
        rows.failedTimes(job.uid, before.last(), filter.from(), filter.until(), most + 1);
    List<Instant> times = failed.subList(0, Math.min(most, failed.size()));
    Instant currentTime = clock.instant();
    int retried = 0;
    for (Fire row : rows.lock(job.uid, times).values()) {
      if (row.state == FireState.FAILED) {
        reopen(row, job, pace.at(number + retried), currentTime);
        retried++;
      }
    }
    Instant last = times.isEmpty() ? before.last() : times.get(times.size() - 1);
    return new Page(job.uid, last, retried, failed.size() > most);
  }

  /**
   * How far a bulk retry is.
   *
   * @param uid of the job; null before the first page
   * @param last scheduled time up to which it is done; null before the first page
   */
  private record Page(@Nullable UUID uid, @Nullable Instant last, int retried, boolean more) {}

  private void reopen(Fire row, Job job, Instant nextAttemptAt, Instant currentTime) {
    rows.keepAttempt(row, currentTime);
    Reopening.uncount(job, row.state, 1);
    Reopening.reopen(row, job, Rule.RETRY, "retry after attempt " + row.attempt, nextAttemptAt);
  }

  private static void requireNoError(Job job) {
    if (job.state == JobState.ERROR) {
      throw new JobStateException(
          "cannot retry fires of a job that is in error: " + job.stateReason);
    }
  }
}
