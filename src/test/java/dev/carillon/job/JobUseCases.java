package dev.carillon.job;

import dev.carillon.event.Events;
import dev.carillon.fire.Ledger;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of jobs under another clock. */
@Singleton
public class JobUseCases {

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

  JobUseCases(
      JobCatalog catalog,
      LockedJobs locked,
      JobCodec codec,
      JobSchedule schedule,
      JobWithdrawal withdrawal,
      JobChanges changes,
      JobEnd end,
      JobTransactions transactions,
      Ledger ledger,
      Events events) {
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
  }

  public JobService jobs(Clock clock) {
    return new JobService(
        new JobDrafts(codec, schedule, clock),
        catalog,
        locked,
        codec,
        schedule,
        withdrawal,
        changes,
        end,
        transactions,
        ledger,
        events,
        clock);
  }

  public PauseService pauses(Clock clock) {
    return new PauseService(
        catalog,
        locked,
        codec,
        schedule,
        withdrawal,
        changes,
        end,
        transactions,
        ledger,
        events,
        clock);
  }
}
