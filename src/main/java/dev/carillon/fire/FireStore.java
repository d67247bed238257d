package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements that move fires, in batches, on the caller's transaction. Reading the ledger for
 * people is {@link Ledger}'s.
 */
@ApplicationScoped
public class FireStore {

  private static final String INSERT =
      """
      INSERT INTO fire (job_uid, scheduled_time, until_time, namespace, job_id, state, reason,
        attempt, next_attempt_at, lease_owner, claimed_at, started_at, finished_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String LOCK_QUEUE =
      """
      SELECT job_uid, scheduled_time, namespace, job_id, state, reason, attempt, next_attempt_at,
        lease_owner, claimed_at, started_at
      FROM fire WHERE next_attempt_at <= ? ORDER BY next_attempt_at LIMIT ?
      FOR UPDATE SKIP LOCKED""";

  private static final String FIND = "SELECT 1 FROM fire WHERE job_uid = ? AND scheduled_time = ?";

  private static final String TAKE =
      """
      UPDATE fire SET state = ?, reason = ?, attempt = ?, next_attempt_at = ?, lease_owner = ?,
        started_at = ?, finished_at = ?
      WHERE job_uid = ? AND scheduled_time = ?""";

  private static final String SETTLE =
      """
      UPDATE fire SET state = ?, next_attempt_at = ?, finished_at = ?, response_status = ?,
        response = ?, error = ?
      WHERE job_uid = ? AND scheduled_time = ? AND state = 'RUNNING' AND lease_owner = ?
        AND attempt = ?""";

  private static final String RENEW =
      """
      UPDATE fire SET next_attempt_at = ?
      WHERE job_uid = ? AND scheduled_time = ? AND state = 'RUNNING' AND lease_owner = ?
        AND attempt = ?""";

  /** Inserts rows of the ledger; served by the primary key, which refuses a fire decided twice. */
  public void insert(Connection connection, List<Fire> fires) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (Fire fire : fires) {
        bind(statement, 1, fire.jobUid);
        bind(statement, 2, fire.scheduledTime);
        bind(statement, 3, fire.untilTime);
        statement.setString(4, fire.namespace);
        statement.setString(5, fire.jobId);
        statement.setString(6, fire.state.name());
        statement.setString(7, fire.reason);
        statement.setInt(8, fire.attempt);
        bind(statement, 9, fire.nextAttemptAt);
        statement.setString(10, fire.leaseOwner);
        bind(statement, 11, fire.claimedAt);
        bind(statement, 12, fire.startedAt);
        bind(statement, 13, fire.finishedAt);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Which of these fires have a row already; served by the primary key. */
  public Set<FireKey> existing(Connection connection, List<Fire> fires) throws SQLException {
    Set<FireKey> existing = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      for (Fire fire : fires) {
        bind(statement, 1, fire.jobUid);
        bind(statement, 2, fire.scheduledTime);
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            existing.add(fire.key());
          }
        }
      }
    }
    return existing;
  }

  /**
   * Locks fires that no pod holds and whose next attempt is due, earliest first: new ones, retries,
   * and those whose lease has run out. Served by index {@code fire_queue}.
   */
  public List<Fire> lockQueue(Connection connection, Instant currentTime, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK_QUEUE)) {
      bind(statement, 1, currentTime);
      statement.setInt(2, limit);
      try (ResultSet row = statement.executeQuery()) {
        List<Fire> fires = new ArrayList<>();
        while (row.next()) {
          fires.add(read(row));
        }
        return fires;
      }
    }
  }

  /** Writes the new state of fires that the caller has locked; served by the primary key. */
  public void take(Connection connection, List<Fire> fires) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      for (Fire fire : fires) {
        statement.setString(1, fire.state.name());
        statement.setString(2, fire.reason);
        statement.setInt(3, fire.attempt);
        bind(statement, 4, fire.nextAttemptAt);
        statement.setString(5, fire.leaseOwner);
        bind(statement, 6, fire.startedAt);
        bind(statement, 7, fire.finishedAt);
        bind(statement, 8, fire.jobUid);
        bind(statement, 9, fire.scheduledTime);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * Writes what became of an attempt, for each fire whose lease is still the caller's; served by
   * the primary key.
   *
   * @return for each fire whether it was still the caller's
   */
  public List<Boolean> settle(Connection connection, List<Fire> fires) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      for (Fire fire : fires) {
        statement.setString(1, fire.state.name());
        bind(statement, 2, fire.nextAttemptAt);
        bind(statement, 3, fire.finishedAt);
        statement.setObject(4, fire.responseStatus);
        statement.setString(5, fire.response);
        statement.setString(6, fire.error);
        bindHeld(statement, 7, fire);
        statement.addBatch();
      }
      return changed(statement.executeBatch());
    }
  }

  /**
   * Extends leases of the caller that have not been taken over; served by the primary key.
   *
   * @param until the new end of the leases
   */
  public void renew(Connection connection, List<Fire> fires, Instant until) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
      for (Fire fire : fires) {
        bind(statement, 1, until);
        bindHeld(statement, 2, fire);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bindHeld(PreparedStatement statement, int index, Fire fire)
      throws SQLException {
    bind(statement, index, fire.jobUid);
    bind(statement, index + 1, fire.scheduledTime);
    statement.setString(index + 2, fire.leaseOwner);
    statement.setInt(index + 3, fire.attempt);
  }

  private static List<Boolean> changed(int[] counts) {
    List<Boolean> changed = new ArrayList<>(counts.length);
    for (int count : counts) {
      changed.add(count > 0);
    }
    return changed;
  }

  private static Fire read(ResultSet row) throws SQLException {
    Fire fire = new Fire();
    fire.jobUid = Columns.uuid(row, "job_uid");
    fire.scheduledTime = Columns.instant(row, "scheduled_time");
    fire.namespace = row.getString("namespace");
    fire.jobId = row.getString("job_id");
    fire.state = FireState.read(row.getString("state"));
    fire.reason = row.getString("reason");
    fire.attempt = row.getInt("attempt");
    fire.nextAttemptAt = Columns.instantOrNull(row, "next_attempt_at");
    fire.leaseOwner = row.getString("lease_owner");
    fire.claimedAt = Columns.instant(row, "claimed_at");
    fire.startedAt = Columns.instantOrNull(row, "started_at");
    return fire;
  }

  /** When the next fire of the queue is due; null if none waits. Served by {@code fire_queue}. */
  public @Nullable Instant earliestAttempt(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT MIN(next_attempt_at) AS earliest FROM fire");
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Columns.instantOrNull(row, "earliest") : null;
    }
  }
}
