package dev.carillon.scheduler;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.FireKey;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements of the invariant scan on fires that wait and on lanes, on the caller's
 * transaction. They lock nothing, and each reads one state of the database.
 */
@Singleton
class WaitScanStore {

  private static final String WAIT_COLUMNS =
      """
      SELECT w.job_uid, w.scheduled_time, w.cause, j.state AS job_state, l.name AS held_lane,
        CASE WHEN f.state NOT IN %s AND f.next_attempt_at IS NULL THEN 1 ELSE 0 END AS waits
      FROM waiting_fire w
      LEFT JOIN fire f ON f.job_uid = w.job_uid AND f.scheduled_time = w.scheduled_time
      LEFT JOIN job j ON j.uid = w.job_uid
      LEFT JOIN lane l ON l.name = w.lane\s"""
          .formatted(ScanStore.FINAL);

  private static final String LANES =
      """
      SELECT l.name, l.holder_uid, l.holder_time,
        CASE WHEN f.state NOT IN %s THEN 1 ELSE 0 END AS held
      FROM lane l LEFT JOIN fire f ON f.job_uid = l.holder_uid AND f.scheduled_time = l.holder_time\s"""
          .formatted(ScanStore.FINAL);

  /**
   * Fires that wait, in key order; served by the primary keys of all four tables.
   *
   * @param after exclusive
   */
  List<ScannedWait> waits(Connection connection, FireKey after, int limit) throws SQLException {
    String sql =
        WAIT_COLUMNS
            + "WHERE w.job_uid > ? OR (w.job_uid = ? AND w.scheduled_time > ?)"
            + " ORDER BY w.job_uid, w.scheduled_time LIMIT ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, 1, after.jobUid());
      bind(statement, 2, after.jobUid());
      bind(statement, 3, after.scheduledTime());
      statement.setInt(4, limit);
      return readWaits(statement);
    }
  }

  /** One fire that waits as it is by now; served by the same. */
  Optional<ScannedWait> wait(Connection connection, FireKey key) throws SQLException {
    String sql = WAIT_COLUMNS + "WHERE w.job_uid = ? AND w.scheduled_time = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, 1, key.jobUid());
      bind(statement, 2, key.scheduledTime());
      return readWaits(statement).stream().findFirst();
    }
  }

  private static List<ScannedWait> readWaits(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      List<ScannedWait> waits = new ArrayList<>();
      while (row.next()) {
        waits.add(
            new ScannedWait(
                ScanStore.key(row, "job_uid", "scheduled_time"),
                row.getString("cause"),
                row.getInt("waits") == 1,
                row.getString("job_state"),
                row.getString("held_lane") != null));
      }
      return waits;
    }
  }

  /**
   * A lane.
   *
   * @param holder the fire that is under way in it
   * @param held whether that fire exists and is not final
   */
  record Lane(String name, FireKey holder, boolean held) {}

  /** Lanes by name; served by the primary keys of both tables. */
  List<Lane> lanes(Connection connection, String after, int limit) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(LANES + "WHERE l.name > ? ORDER BY l.name LIMIT ?")) {
      statement.setString(1, after);
      statement.setInt(2, limit);
      return readLanes(statement);
    }
  }

  /** One lane as it is by now; served by the same. */
  Optional<Lane> lane(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LANES + "WHERE l.name = ?")) {
      statement.setString(1, name);
      return readLanes(statement).stream().findFirst();
    }
  }

  private static List<Lane> readLanes(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      List<Lane> lanes = new ArrayList<>();
      while (row.next()) {
        lanes.add(
            new Lane(
                row.getString("name"),
                ScanStore.key(row, "holder_uid", "holder_time"),
                row.getInt("held") == 1));
      }
      return lanes;
    }
  }
}
