package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireKey;
import dev.carillon.fire.FireState;
import dev.carillon.fire.FireStore;
import dev.carillon.fire.LaneStore;
import dev.carillon.fire.Rule;
import dev.carillon.fire.WaitCause;
import dev.carillon.fire.WaitingStore;
import dev.carillon.job.JobDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps fires with the same key in order: one of them is under way, the others wait for their turn.
 * All methods work in the caller's transaction.
 */
@ApplicationScoped
class Lanes {

  static final String WAITS = "waits for an earlier fire with its key";

  private static final Comparator<Fire> LANE_ORDER =
      Comparator.comparing((Fire fire) -> String.valueOf(fire.lane))
          .thenComparing(fire -> fire.scheduledTime);

  private final LaneStore lanes;
  private final WaitingStore waiting;
  private final FireStore fires;

  Lanes(LaneStore lanes, WaitingStore waiting, FireStore fires) {
    this.lanes = lanes;
    this.waiting = waiting;
    this.fires = fires;
  }

  /** The lane of a job's fires: of fixed length, whatever the key; null if nothing orders them. */
  static @Nullable String of(String namespace, JobDefinition definition) {
    String key = definition.target().key();
    if (!definition.policies().ordered() || key == null) {
      return null;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return namespace + "/" + HexFormat.of().formatHex(hash, 0, 30);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Lets those fires pass that need no lane or hold it now; the others become PENDING and wait. The
   * rows of the others must be written by the caller after this.
   *
   * @return the fires that have to wait
   */
  List<Fire> enter(Connection connection, List<Fire> entering) throws SQLException {
    List<Fire> ordered =
        entering.stream().filter(fire -> fire.lane != null).sorted(LANE_ORDER).toList();
    List<Fire> waits = new ArrayList<>();
    for (Fire fire : ordered) {
      if (!lanes.enter(connection, String.valueOf(fire.lane), fire.key())) {
        fire.state = FireState.PENDING;
        fire.nextAttemptAt = null;
        fire.rule = fire.rule == null ? Rule.ORDERED : fire.rule;
        fire.reason = WAITS;
        waits.add(fire);
      }
    }
    waiting.add(connection, waits, WaitCause.LANE);
    return waits;
  }

  /**
   * Lets fires that are about to enter change to the lane that their jobs have by now.
   *
   * @param entering with the lanes that they had
   */
  void change(Connection connection, List<Claimed> entering, Instant currentTime)
      throws SQLException {
    for (Claimed claimed : entering) {
      Fire fire = claimed.fire();
      String lane = of(fire.namespace, claimed.definition());
      if (!Objects.equals(lane, fire.lane)) {
        leave(connection, fire, currentTime);
        fire.lane = lane;
      }
    }
  }

  /**
   * Gives the lane of a fire that is final to the next one.
   *
   * @return whether one went into the queue
   */
  boolean leave(Connection connection, Fire fire, Instant currentTime) throws SQLException {
    String lane = fire.lane;
    if (lane == null || !lanes.lock(connection, lane).filter(fire.key()::equals).isPresent()) {
      return false;
    }
    FireKey next = waiting.nextInLane(connection, lane);
    lanes.handOver(connection, lane, next);
    if (next == null) {
      return false;
    }
    waiting.remove(connection, List.of(next));
    fires.enqueue(connection, List.of(next), currentTime);
    return true;
  }
}
