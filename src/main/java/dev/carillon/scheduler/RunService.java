package dev.carillon.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Ledger;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobNotFoundException;
import dev.carillon.job.JobState;
import dev.carillon.job.JobStateException;
import dev.carillon.job.JobTransactions;
import dev.carillon.target.InvalidTargetException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Fires a job on demand, beside its schedule. */
@ApplicationScoped
public class RunService {

  private final JobCatalog catalog;
  private final JobCodec codec;
  private final JobTransactions transactions;
  private final Ledger ledger;
  private final Wakeup wakeup;
  private final Clock clock;

  RunService(
      JobCatalog catalog,
      JobCodec codec,
      JobTransactions transactions,
      Ledger ledger,
      Wakeup wakeup,
      Clock clock) {
    this.catalog = catalog;
    this.codec = codec;
    this.transactions = transactions;
    this.ledger = ledger;
    this.wakeup = wakeup;
    this.clock = clock;
  }

  /**
   * Puts one fire in the queue whose scheduled time is now. Neither the trigger nor the pause of
   * the job nor its {@code maxInstances} have a say; the next run time stays as it is.
   *
   * @param payload sent instead of the target's own, JSON null included; null for the target's own
   * @param by who asks, for people; null if nobody is named
   * @throws JobNotFoundException if there is no such job
   * @throws JobStateException if the job is in error
   * @throws InvalidTargetException if the job's target cannot carry the payload
   */
  public Fire run(String namespace, String id, @Nullable JsonNode payload, @Nullable String by) {
    Fire fire =
        transactions.run(
            () -> {
              Job job = catalog.lock(namespace, id);
              if (job == null) {
                throw new JobNotFoundException(namespace, id);
              }
              if (job.state == JobState.ERROR) {
                throw new JobStateException(
                    "cannot run a job that is in error: " + job.stateReason);
              }
              Fire row = fireNow(job);
              if (payload != null) {
                codec.read(job).target().withPayload(payload);
                row.payload = payload.toString();
              }
              if (by != null) {
                row.reason += " by " + by;
              }
              ledger.add(row);
              job.inFlight++;
              job.fireCount++;
              return row;
            });
    wakeup.announce();
    return fire;
  }

  private Fire fireNow(Job job) {
    Instant currentTime = clock.instant();
    Fire fire = new Fire();
    fire.jobUid = job.uid;
    // Off the whole millisecond, where triggers fire: the primary key must stay free for them.
    fire.scheduledTime =
        currentTime.equals(currentTime.truncatedTo(ChronoUnit.MILLIS))
            ? currentTime.plus(1, ChronoUnit.MICROS)
            : currentTime;
    fire.namespace = job.namespace;
    fire.jobId = job.id;
    fire.state = FireState.PENDING;
    fire.rule = Rule.ON_DEMAND;
    fire.reason = "run on demand";
    fire.nextAttemptAt = currentTime;
    fire.claimedAt = currentTime;
    return fire;
  }
}
