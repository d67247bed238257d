package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The statements of a pod on the fires that it holds until their time. */
@ApplicationScoped
public class HeldStore {

  private static final String OURS =
      """
      SELECT job_uid, scheduled_time, state, attempt, dead_letter_attempt, claimed_at FROM fire
      WHERE lease_owner = ? AND next_attempt_at IS NOT NULL AND (""";

  private static final String GIVE_BACK =
      """
      UPDATE fire SET state = ?, attempt = ?, dead_letter_attempt = ?, started_at = NULL,
        first_started_at = ?, next_attempt_at = ?, reason = COALESCE(?, reason)
      WHERE job_uid = ? AND scheduled_time = ? AND state = ? AND attempt = ?
        AND dead_letter_attempt = ? AND lease_owner = ? AND claimed_at = ?
        AND next_attempt_at IS NOT NULL""";

  /**
   * Which of these fires are still leased to their owner as they were. Rows that another
   * transaction has locked are left out. Served by the primary key.
   *
   * @param fires of one owner, not empty
   * @return those of them, not copies: a set of identities
   */
  public Set<Fire> lockOurs(Connection connection, Collection<Fire> fires) throws SQLException {
    return ours(connection, fires, " FOR UPDATE SKIP LOCKED");
  }

  /** The same, without locks: also rows that are about to change. */
  public Set<Fire> ours(Connection connection, Collection<Fire> fires) throws SQLException {
    return ours(connection, fires, "");
  }

  private static Set<Fire> ours(Connection connection, Collection<Fire> fires, String lock)
      throws SQLException {
    String each = "(job_uid = ? AND scheduled_time = ?)";
    String sql = OURS + String.join(" OR ", Collections.nCopies(fires.size(), each)) + ")" + lock;
    Map<State, Fire> known = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, fires.iterator().next().leaseOwner);
      int index = 2;
      for (Fire fire : fires) {
        bind(statement, index++, fire.jobUid);
        bind(statement, index++, fire.scheduledTime);
        known.put(State.of(fire), fire);
      }
      try (ResultSet row = statement.executeQuery()) {
        Set<Fire> ours = Collections.newSetFromMap(new IdentityHashMap<>());
        while (row.next()) {
          Fire fire = known.get(State.read(row));
          if (fire != null) {
            ours.add(fire);
          }
        }
        return ours;
      }
    }
  }

  /**
   * What tells one lease of a fire from another: the time of the claim too, since a fire that was
   * taken back may have been claimed anew.
   */
  private record State(
      FireKey key, FireState state, int attempt, int deadLetterAttempt, Instant claimedAt) {

    static State of(Fire fire) {
      return new State(
          fire.key(), fire.state, fire.attempt, fire.deadLetterAttempt, fire.claimedAt);
    }

    static State read(ResultSet row) throws SQLException {
      return new State(
          new FireKey(Columns.uuid(row, "job_uid"), Columns.instant(row, "scheduled_time")),
          FireState.read(row.getString("state")),
          row.getInt("attempt"),
          row.getInt("dead_letter_attempt"),
          Columns.instant(row, "claimed_at"));
    }
  }

  /**
   * Puts fires into the queue, each as it was before the attempt that has not started, if it is
   * still leased to its owner; served by the primary key.
   */
  public void giveBack(Connection connection, List<GivenBack> unwanted) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(GIVE_BACK)) {
      for (GivenBack one : unwanted) {
        Fire fire = one.fire();
        boolean report = fire.state == FireState.FAILED;
        boolean first = fire.attempt == 1;
        FireState before = first ? FireState.PENDING : FireState.RETRYING;
        statement.setString(1, (report ? FireState.FAILED : before).name());
        statement.setInt(2, report ? fire.attempt : fire.attempt - 1);
        statement.setInt(3, report ? fire.deadLetterAttempt - 1 : fire.deadLetterAttempt);
        bind(statement, 4, first && !report ? null : fire.firstStartedAt);
        bind(statement, 5, fire.scheduledTime.isAfter(one.at()) ? fire.scheduledTime : one.at());
        statement.setString(6, report ? null : one.reason());
        bind(statement, 7, fire.jobUid);
        bind(statement, 8, fire.scheduledTime);
        statement.setString(9, fire.state.name());
        statement.setInt(10, fire.attempt);
        statement.setInt(11, fire.deadLetterAttempt);
        statement.setString(12, fire.leaseOwner);
        bind(statement, 13, fire.claimedAt);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
