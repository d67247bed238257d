package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireKey;
import dev.carillon.fire.LaneStore;
import dev.carillon.metrics.Violation;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Finds lanes whose fire is final or gone, and gives them to the next one. */
@Singleton
class LaneCheck implements Check {

  private static final int PAGE = 500;

  private final Transactions transactions;
  private final WaitScanStore store;
  private final LaneStore laneStore;
  private final Lanes lanes;
  private final Findings findings;
  private final Wakeup wakeup;
  private final Clock clock;
  private String position = "";

  LaneCheck(
      Transactions transactions,
      WaitScanStore store,
      LaneStore laneStore,
      Lanes lanes,
      Findings findings,
      Wakeup wakeup,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.laneStore = laneStore;
    this.lanes = lanes;
    this.findings = findings;
    this.wakeup = wakeup;
    this.clock = clock;
  }

  @Override
  public void step() throws SQLException {
    List<WaitScanStore.Lane> page =
        transactions.run(connection -> store.lanes(connection, position, PAGE));
    position = page.size() < PAGE ? "" : page.get(PAGE - 1).name();
    List<String> mended = new ArrayList<>();
    for (WaitScanStore.Lane lane : page) {
      if (!lane.held() && transactions.run(connection -> mend(connection, lane.name()))) {
        mended.add(lane.name() + " of " + lane.holder().fireId());
      }
    }
    findings.repaired(Violation.LANE_STUCK, mended);
    if (!mended.isEmpty()) {
      wakeup.signal();
    }
  }

  /** Whoever makes the fire of a lane final takes the lane's lock for that, before the commit. */
  private boolean mend(Connection connection, String name) throws SQLException {
    if (laneStore.lock(connection, name).isEmpty()) {
      return false;
    }
    WaitScanStore.Lane lane = store.lane(connection, name).orElse(null);
    if (lane == null || lane.held()) {
      return false;
    }
    lanes.leave(connection, holder(lane), clock.instant());
    return true;
  }

  private static Fire holder(WaitScanStore.Lane lane) {
    FireKey key = lane.holder();
    Fire fire = new Fire();
    fire.jobUid = key.jobUid();
    fire.scheduledTime = key.scheduledTime();
    fire.lane = lane.name();
    return fire;
  }
}
