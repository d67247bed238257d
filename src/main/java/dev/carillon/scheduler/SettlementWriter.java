package dev.carillon.scheduler;

import dev.carillon.event.Fact;
import dev.carillon.fire.Attempt;
import dev.carillon.fire.AttemptOutcome;
import dev.carillon.fire.AttemptStore;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.FireStore;
import dev.carillon.job.JobTally;
import dev.carillon.job.KeyOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Writes a batch of settlements, and what follows from them, in one transaction. */
@ApplicationScoped
class SettlementWriter {

  private static final Logger LOG = Logger.getLogger(SettlementWriter.class);

  private final FireStore fires;
  private final AttemptStore attempts;
  private final Aftermath aftermath;

  SettlementWriter(FireStore fires, AttemptStore attempts, Aftermath aftermath) {
    this.fires = fires;
    this.attempts = attempts;
    this.aftermath = aftermath;
  }

  /**
   * Writes those whose lease is still this process's.
   *
   * @param rows the row of each settlement, in the order in which rows are locked
   */
  SettledBatch write(
      Connection connection, List<Settlement> settlements, List<Fire> rows, Instant currentTime)
      throws SQLException {
    List<Boolean> ours = settle(connection, settlements, rows);
    Map<UUID, JobTally> tallies = new TreeMap<>(KeyOrder.INSTANCE);
    List<Attempt> followed = new ArrayList<>();
    List<Fire> ended = new ArrayList<>();
    List<Fire> retrying = new ArrayList<>();
    List<Fact> facts = new ArrayList<>();
    List<Settlement> failed = new ArrayList<>();
    Instant nextAttempt = Instant.MAX;
    for (int i = 0; i < rows.size(); i++) {
      Fire row = rows.get(i);
      Settlement settlement = settlements.get(i);
      if (!ours.get(i)) {
        LOG.warnf("the lease was lost before the outcome %s fireId=%s", row.state, row.key());
        continue;
      }
      JobTally tally = Settlement.tally(row);
      if (tally != null) {
        tallies.merge(row.jobUid, tally, JobTally::plus);
        ended.add(row);
      }
      if (row.state == FireState.RETRYING) {
        retrying.add(row);
        tallies.merge(row.jobUid, JobTally.nothing(row.jobUid), JobTally::plus);
        followed.add(Attempt.of(row, AttemptOutcome.FAILED, settlement.finishedAt()));
      }
      Fact fact = settlement.fact(row);
      if (fact != null) {
        facts.add(fact);
        if (row.state == FireState.FAILED) {
          failed.add(settlement);
        }
      }
      if (row.nextAttemptAt != null && row.nextAttemptAt.isBefore(nextAttempt)) {
        nextAttempt = row.nextAttemptAt;
      }
    }
    attempts.add(connection, followed);
    Aftermath.Sequel sequel =
        aftermath.follow(connection, tallies.values(), ended, retrying, currentTime);
    facts.addAll(sequel.facts());
    return new SettledBatch(facts, failed, sequel.entered(), ours, nextAttempt);
  }

  private List<Boolean> settle(Connection connection, List<Settlement> settlements, List<Fire> rows)
      throws SQLException {
    List<Fire> deliveries = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (!settlements.get(i).claimed().isReport()) {
        deliveries.add(rows.get(i));
      }
    }
    List<Boolean> settled = fires.settle(connection, deliveries);
    List<Boolean> ours = new ArrayList<>(rows.size());
    int next = 0;
    for (int i = 0; i < rows.size(); i++) {
      ours.add(
          settlements.get(i).claimed().isReport()
              ? fires.settleReport(connection, rows.get(i))
              : Objects.requireNonNull(settled.get(next++)));
    }
    return ours;
  }
}
