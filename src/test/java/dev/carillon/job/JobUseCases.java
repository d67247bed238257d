package dev.carillon.job;

import dev.carillon.event.Events;
import dev.carillon.fire.Ledger;
import dev.carillon.fire.Recalls;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The use cases of jobs under another clock. */
@Singleton
public class JobUseCases {

  private final JobCatalog catalog;
  private final Recalls recalls;
  private final JobCodec codec;
  private final JobSchedule schedule;
  private final JobWithdrawal withdrawal;
  private final JobChanges changes;
  private final JobEnd end;
  private final JobTransactions transactions;
  private final Ledger ledger;
  private final Events events;
  private final Clock time;

  JobUseCases(
      JobCatalog catalog,
      Recalls recalls,
      JobCodec codec,
      JobSchedule schedule,
      JobWithdrawal withdrawal,
      JobChanges changes,
      JobEnd end,
      JobTransactions transactions,
      Ledger ledger,
      Events events,
      Clock time) {
    this.catalog = catalog;
    this.recalls = recalls;
    this.codec = codec;
    this.schedule = schedule;
    this.withdrawal = withdrawal;
    this.changes = changes;
    this.end = end;
    this.transactions = transactions;
    this.ledger = ledger;
    this.events = events;
    this.time = time;
  }

  /** Without the wait after a change: the pods of the test hold nothing that they have not told. */
  private LockedJobs locked() {
    HeldFires held =
        new HeldFires(recalls, () -> Duration.ZERO, time) {
          @Override
          void awaitStop(Job job) {}
        };
    return new LockedJobs(catalog, schedule, ledger, held);
  }

  public JobService jobs(Clock clock) {
    return new JobService(
        new JobDrafts(codec, schedule, clock),
        catalog,
        locked(),
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
        locked(),
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
