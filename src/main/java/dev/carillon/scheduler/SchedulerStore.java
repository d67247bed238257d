package dev.carillon.scheduler;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.Columns;
import dev.carillon.fire.Product;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The statements on table {@code scheduler}, which has one row; served by the primary key. */
@ApplicationScoped
class SchedulerStore {

  private static final String READ =
      """
      SELECT paused, reason, changed_by, changed_at, paused_until, resumed_at,
        outage_id, outage_started_at, outage_ended_at
      FROM scheduler WHERE id = 1""";

  private static final String WRITE =
      """
      UPDATE scheduler SET paused = ?, reason = ?, changed_by = ?, changed_at = ?, paused_until = ?,
        resumed_at = ?, outage_id = ?, outage_started_at = ?, outage_ended_at = ?
      WHERE id = 1""";

  /** Reads the row and locks nothing. */
  SchedulerState read(Connection connection) throws SQLException {
    return read(connection, "");
  }

  /** Reads the row; until the transaction ends nobody can write it. */
  SchedulerState share(Connection connection) throws SQLException {
    return read(connection, Product.of(connection).share());
  }

  /** Reads the row to write it: waits for all transactions that share it. */
  SchedulerState lock(Connection connection) throws SQLException {
    return read(connection, " FOR UPDATE");
  }

  /** Writes the row, which the caller has locked. */
  void write(Connection connection, SchedulerState state) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      Outage outage = state.outage();
      statement.setBoolean(1, state.paused());
      statement.setString(2, state.reason());
      statement.setString(3, state.by());
      bind(statement, 4, state.since());
      bind(statement, 5, state.pausedUntil());
      bind(statement, 6, state.resumedAt());
      statement.setObject(7, outage == null ? null : outage.id(), Types.BIGINT);
      bind(statement, 8, outage == null ? null : outage.startedAt());
      bind(statement, 9, outage == null ? null : outage.endedAt());
      statement.executeUpdate();
    }
  }

  private static SchedulerState read(Connection connection, String lock) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ + lock);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("table scheduler has no row of id 1");
      }
      return new SchedulerState(
          row.getBoolean("paused"),
          row.getString("reason"),
          row.getString("changed_by"),
          Columns.instantOrNull(row, "changed_at"),
          Columns.instantOrNull(row, "paused_until"),
          Columns.instantOrNull(row, "resumed_at"),
          outage(row));
    }
  }

  private static @Nullable Outage outage(ResultSet row) throws SQLException {
    Instant startedAt = Columns.instantOrNull(row, "outage_started_at");
    return startedAt == null
        ? null
        : new Outage(row.getLong("outage_id"), startedAt, Columns.instant(row, "outage_ended_at"));
  }
}
