package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.metrics.BatchMetrics;
import dev.carillon.metrics.FireMetrics;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;

/** Measures the transactions of the hot path, and what they have committed. */
@Singleton
class LoopMetrics {

  private final BatchMetrics batches;
  private final FireMetrics fires;

  LoopMetrics(BatchMetrics batches, FireMetrics fires) {
    this.batches = batches;
    this.fires = fires;
  }

  /** Something that takes a batch. */
  interface Take {
    Claim take() throws SQLException;
  }

  /** Something that settles a batch. */
  interface Settle {
    SettledBatch settle() throws SQLException;
  }

  /** Measures a claim of due jobs, unless nothing was due. */
  Claim due(Take take) throws SQLException {
    long begin = batches.begin();
    Claim claim = take.take();
    if (!claim.isEmpty()) {
      batches.claimed(claim.fires().size() + claim.ended().size(), begin);
      count(claim);
    }
    return claim;
  }

  /** Measures a turn at the queue, unless nothing was due. */
  Claim queue(Take take) throws SQLException {
    long begin = batches.begin();
    Claim claim = take.take();
    int size = claim.fires().size() + claim.ended().size();
    if (size > 0 || !claim.lost().isEmpty()) {
      batches.taken(size, begin);
      count(claim);
    }
    return claim;
  }

  private void count(Claim claim) {
    for (Claim.Ended one : claim.ended()) {
      fires.ended(one.fire().state, one.fire().rule, one.target(), one.fire().fireTimes);
    }
    if (!claim.lost().isEmpty()) {
      fires.takenOver(claim.lost().size());
    }
  }

  /**
   * Measures the settlement of a batch.
   *
   * @param rows what the settlements were to write, in the same order
   */
  SettledBatch settlement(List<Settlement> settlements, List<Fire> rows, Settle settle)
      throws SQLException {
    long begin = batches.begin();
    SettledBatch settled = settle.settle();
    batches.settled(settlements.size(), begin);
    for (int i = 0; i < rows.size(); i++) {
      Settlement one = settlements.get(i);
      if (!one.claimed().isReport()) {
        count(one, rows.get(i), settled.ours().get(i));
      }
    }
    return settled;
  }

  private void count(Settlement settlement, Fire row, boolean ours) {
    Claimed claimed = settlement.claimed();
    fires.attempted(claimed.fire(), settlement.finishedAt());
    if (ours && row.state != FireState.RETRYING) {
      fires.ended(row.state, claimed.fire().rule, claimed.definition().target().type(), 1);
    }
  }
}
