package dev.carillon.testing;

import dev.carillon.fire.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Rows of the ledger as if they had been written long ago. */
public final class OldFires {

  private final DataSource database;
  private final String namespace;

  public OldFires(DataSource database, String namespace) {
    this.database = database;
    this.namespace = namespace;
  }

  /**
   * Adds rows a microsecond apart, each final since its scheduled time and in no queue.
   *
   * @param deadLetter null for a fire without
   * @param attempts how many each fire has; all but the latest have rows of their own
   */
  public void add(
      UUID job, Instant from, int count, String state, @Nullable String deadLetter, int attempts)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement fire =
            connection.prepareStatement(
                """
                INSERT INTO fire (job_uid, scheduled_time, namespace, job_id, state, attempt,
                  claimed_at, finished_at, dead_letter) VALUES (?, ?, ?, 'old', ?, ?, ?, ?, ?)""");
        PreparedStatement attempt =
            connection.prepareStatement(
                """
                INSERT INTO attempt (job_uid, scheduled_time, attempt, outcome, finished_at)
                VALUES (?, ?, ?, 'FAILED', ?)""")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < count; i++) {
        Instant time = from.plus(i, ChronoUnit.MICROS);
        Columns.bind(fire, 1, job);
        Columns.bind(fire, 2, time);
        fire.setString(3, namespace);
        fire.setString(4, state);
        fire.setInt(5, attempts);
        Columns.bind(fire, 6, time);
        Columns.bind(fire, 7, time);
        fire.setString(8, deadLetter);
        fire.addBatch();
        for (int n = 1; n < attempts; n++) {
          Columns.bind(attempt, 1, job);
          Columns.bind(attempt, 2, time);
          attempt.setInt(3, n);
          Columns.bind(attempt, 4, time);
          attempt.addBatch();
        }
      }
      fire.executeBatch();
      attempt.executeBatch();
      connection.commit();
    }
  }

  /** How many rows of a job a table has. */
  public long count(String table, UUID job) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return count(connection, table, job);
    }
  }

  /** The same as a transaction sees it. */
  public static long count(Connection connection, String table, UUID job) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement("SELECT COUNT(*) FROM " + table + " WHERE job_uid = ?")) {
      Columns.bind(count, 1, job);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Removes whatever the test has left. */
  public void clear() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "DELETE FROM attempt WHERE job_uid IN (SELECT job_uid FROM fire WHERE namespace = '"
              + namespace
              + "')");
      statement.executeUpdate("DELETE FROM fire WHERE namespace = '" + namespace + "'");
    }
  }
}
