package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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

  private static final String LOCK_QUEUE =
      """
      SELECT job_uid, scheduled_time, namespace, job_id, state, reason, attempt, next_attempt_at,
        lease_owner, claimed_at, started_at, finished_at, response_status, response, error, rule,
        payload, lane, attempt_base, lost_attempts, first_started_at, dead_letter, dead_letter_attempt
      FROM fire WHERE next_attempt_at <= ? ORDER BY next_attempt_at LIMIT ?
      FOR UPDATE SKIP LOCKED""";

  /** From the latest of them down: upwards, the way leads over leases that ended early. */
  static final String LATEST_DUE =
      "SELECT next_attempt_at FROM fire WHERE next_attempt_at <= ? ORDER BY next_attempt_at DESC LIMIT 1";

  private static final String FIND = "SELECT 1 FROM fire WHERE job_uid = ? AND scheduled_time = ?";

  private static final String COUNT_DUE =
      "SELECT COUNT(*) FROM (SELECT job_uid FROM fire WHERE next_attempt_at <= ? LIMIT ?) AS due";

  private static final String TAKE =
      """
      UPDATE fire SET state = ?, reason = ?, attempt = ?, next_attempt_at = ?, lease_owner = ?,
        started_at = ?, finished_at = ?, rule = ?, lane = ?, first_started_at = ?, dead_letter = ?,
        dead_letter_attempt = ?, lost_attempts = ?
      WHERE job_uid = ? AND scheduled_time = ?""";

  private static final String SETTLE_REPORT =
      """
      UPDATE fire SET dead_letter = ?, next_attempt_at = ?
      WHERE job_uid = ? AND scheduled_time = ? AND state = 'FAILED' AND dead_letter = 'PENDING'
        AND lease_owner = ? AND dead_letter_attempt = ?""";

  private static final String RENEW =
      """
      UPDATE fire SET next_attempt_at = ?
      WHERE job_uid = ? AND scheduled_time = ? AND state IN ('RUNNING', 'FAILED')
        AND next_attempt_at IS NOT NULL AND lease_owner = ? AND attempt = ?""";

  private static final String HASTEN =
      "UPDATE fire SET next_attempt_at = ? WHERE job_uid = ? AND scheduled_time = ?";

  private static final String ENQUEUE =
      """
      UPDATE fire SET next_attempt_at = ?
      WHERE job_uid = ? AND scheduled_time = ? AND state IN ('PENDING', 'RETRYING')
        AND next_attempt_at IS NULL""";

  /** Inserts rows of the ledger; served by the primary key, which refuses a fire decided twice. */
  public void insert(Connection connection, List<Fire> fires) throws SQLException {
    NewFires.insert(connection, fires);
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
    if (!isAnyDue(connection, currentTime)) {
      return List.of();
    }
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

  /**
   * Whether there is one, locked or not. A locking read that finds none goes on, over all entries
   * of settled fires that are not purged yet, to the first lease that has not ended: thousands.
   * Served by index {@code fire_queue}.
   */
  private static boolean isAnyDue(Connection connection, Instant currentTime) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LATEST_DUE)) {
      bind(statement, 1, currentTime);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
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
        statement.setString(8, name(fire.rule));
        statement.setString(9, fire.lane);
        bind(statement, 10, fire.firstStartedAt);
        statement.setString(11, name(fire.deadLetter));
        statement.setInt(12, fire.deadLetterAttempt);
        statement.setInt(13, fire.lostAttempts);
        bind(statement, 14, fire.jobUid);
        bind(statement, 15, fire.scheduledTime);
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
    return SettledFires.write(connection, fires);
  }

  /**
   * Writes what became of an attempt to report a failed fire, if its lease is still the caller's;
   * served by the primary key.
   *
   * @return whether it was
   */
  public boolean settleReport(Connection connection, Fire fire) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTLE_REPORT)) {
      statement.setString(1, name(fire.deadLetter));
      bind(statement, 2, fire.nextAttemptAt);
      bind(statement, 3, fire.jobUid);
      bind(statement, 4, fire.scheduledTime);
      statement.setString(5, fire.leaseOwner);
      statement.setInt(6, fire.deadLetterAttempt);
      return statement.executeUpdate() > 0;
    }
  }

  /** Puts fires into the queue that waited outside of it; served by the primary key. */
  public void enqueue(Connection connection, Collection<FireKey> keys, Instant at)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENQUEUE)) {
      for (FireKey key : keys) {
        bind(statement, 1, at);
        bind(statement, 2, key.jobUid());
        bind(statement, 3, key.scheduledTime());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Makes the next attempt of fires due that the caller has locked; served by the primary key. */
  public void hasten(Connection connection, List<Fire> fires, Instant at) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HASTEN)) {
      for (Fire fire : fires) {
        bind(statement, 1, at);
        bind(statement, 2, fire.jobUid);
        bind(statement, 3, fire.scheduledTime);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * How many fires of the queue are due; served by index {@code fire_queue}.
   *
   * @param most stops counting there
   */
  public int countDue(Connection connection, Instant currentTime, int most) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_DUE)) {
      bind(statement, 1, currentTime);
      statement.setInt(2, most);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
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
    fire.finishedAt = Columns.instantOrNull(row, "finished_at");
    int status = row.getInt("response_status");
    fire.responseStatus = row.wasNull() ? null : status;
    fire.response = row.getString("response");
    fire.error = row.getString("error");
    fire.rule = Rule.read(row.getString("rule"));
    fire.payload = row.getString("payload");
    fire.lane = row.getString("lane");
    fire.attemptBase = row.getInt("attempt_base");
    fire.lostAttempts = row.getInt("lost_attempts");
    fire.firstStartedAt = Columns.instantOrNull(row, "first_started_at");
    fire.deadLetter = DeadLetterState.read(row.getString("dead_letter"));
    fire.deadLetterAttempt = row.getInt("dead_letter_attempt");
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
