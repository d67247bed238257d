package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireStore;
import dev.carillon.target.Delivery;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One process, moved step by step: what its threads would do is a method of its own. */
final class ModelPod {

  /** The order in which a batch is settled. */
  static final Comparator<Claimed> ORDER =
      Comparator.comparing(Claimed::fire, Settlement.KEY_ORDER);

  private final Pod pod;
  private final Claimer claimer;
  private final QueueTaker taker;
  private final SettlementWriter writer;
  private final FailureJudge judge;
  private final FireStore fires;
  private final Transactions transactions;
  private final Clock clock;
  private final List<Claimed> inFlight = new ArrayList<>();

  ModelPod(
      Pod pod,
      Claimer claimer,
      QueueTaker taker,
      SettlementWriter writer,
      FailureJudge judge,
      FireStore fires,
      Transactions transactions,
      Clock clock) {
    this.pod = pod;
    this.claimer = claimer;
    this.taker = taker;
    this.writer = writer;
    this.judge = judge;
    this.fires = fires;
    this.transactions = transactions;
    this.clock = clock;
  }

  String id() {
    return pod.id();
  }

  /** Deliveries that are not settled. */
  List<Claimed> inFlight() {
    return inFlight;
  }

  List<Claimed> claim(int limit) throws SQLException {
    return keep(claimer.claim(limit));
  }

  List<Claimed> take(int limit) throws SQLException {
    return keep(taker.take(limit));
  }

  private List<Claimed> keep(Claim claim) {
    inFlight.addAll(claim.fires());
    return claim.fires();
  }

  /**
   * Settles deliveries as one batch.
   *
   * @param settled in {@link #ORDER}
   */
  void settle(List<Claimed> settled, List<Delivery> deliveries) throws SQLException {
    List<Settlement> settlements = new ArrayList<>();
    List<Fire> rows = new ArrayList<>();
    for (int i = 0; i < settled.size(); i++) {
      Settlement one = new Settlement(settled.get(i), deliveries.get(i), clock.instant());
      settlements.add(one);
      rows.add(one.row(0));
    }
    SettledBatch batch =
        transactions.run(
            connection -> writer.write(connection, settlements, rows, clock.instant()));
    inFlight.removeAll(settled);
    batch.failed().forEach(judge::judge);
  }

  /** Moves the end of the leases of everything in flight. */
  void renew(Instant until) throws SQLException {
    List<Fire> held = inFlight.stream().sorted(ORDER).map(Claimed::fire).toList();
    transactions.run(
        connection -> {
          fires.renew(connection, held, until);
          return held;
        });
  }
}
