package dev.carillon.scheduler;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.Columns;
import dev.carillon.fire.Product;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on table {@code pod}, which has a row for each process of the last day. */
@ApplicationScoped
class PodStore {

  private static final String ENTER =
      """
      INSERT INTO pod (id, started_at, heartbeat_at) VALUES (?, ?, ?)
      ON DUPLICATE KEY UPDATE heartbeat_at = VALUES(heartbeat_at)""";

  private static final String BEAT =
      """
      UPDATE pod SET heartbeat_at = %1$s
      WHERE id = ? AND heartbeat_at >= TIMESTAMPADD(MICROSECOND, ?, %1$s)""";

  private static final String STOP = "UPDATE pod SET stopped_at = %s WHERE id = ?";

  private static final String LIST =
      """
      SELECT id, started_at, heartbeat_at, stopped_at FROM pod
      ORDER BY heartbeat_at DESC, id LIMIT ?""";

  /** Writes a process that is at work at that instant; served by the primary key. */
  void enter(Connection connection, String id, Instant startedAt, Instant heartbeatAt)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
      statement.setString(1, id);
      bind(statement, 2, startedAt);
      bind(statement, 3, heartbeatAt);
      statement.executeUpdate();
    }
  }

  /**
   * Writes a heartbeat, unless the one before is too old; served by the primary key.
   *
   * @param longest how old the one before may be
   * @return whether it was written
   */
  boolean beat(Connection connection, String id, Duration longest) throws SQLException {
    String sql = BEAT.formatted(Product.of(connection).now());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.setLong(2, -longest.toNanos() / 1000);
      return statement.executeUpdate() > 0;
    }
  }

  /** Notes that a process has stopped; served by the primary key. */
  void stop(Connection connection, String id) throws SQLException {
    String sql = STOP.formatted(Product.of(connection).now());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.executeUpdate();
    }
  }

  /** The latest heartbeat of any process; null if there is none. Reads the whole, small table. */
  @Nullable Instant latestHeartbeat(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT MAX(heartbeat_at) AS latest FROM pod");
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Columns.instantOrNull(row, "latest") : null;
    }
  }

  /** Forgets processes that were last at work before that instant. Reads the whole table. */
  void forget(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM pod WHERE heartbeat_at < ?")) {
      bind(statement, 1, before);
      statement.executeUpdate();
    }
  }

  /** Processes, latest heartbeat first. Reads the whole table. */
  List<Member> list(Connection connection, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LIST)) {
      statement.setInt(1, limit);
      try (ResultSet row = statement.executeQuery()) {
        List<Member> members = new ArrayList<>();
        while (row.next()) {
          members.add(
              new Member(
                  row.getString("id"),
                  Columns.instant(row, "started_at"),
                  Columns.instant(row, "heartbeat_at"),
                  Columns.instantOrNull(row, "stopped_at")));
        }
        return members;
      }
    }
  }
}
