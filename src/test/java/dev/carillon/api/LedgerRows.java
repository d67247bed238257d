package dev.carillon.api;

import dev.carillon.fire.Columns;
import dev.carillon.testing.Application;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of the ledger as a long past would have left them, and the counts of their job. */
final class LedgerRows {

  private static final String INSERT =
      """
      INSERT INTO fire (job_uid, scheduled_time, until_time, namespace, job_id, state, reason, rule,
        fire_times, attempt, lease_owner, claimed_at, started_at, finished_at, response_status,
        error)
      SELECT uid, ?, ?, namespace, id, ?, ?, ?, ?, ?, 'pod-of-old', ?, ?, ?, ?, ? FROM job
      WHERE namespace = ? AND id = ?""";

  private final AgroalDataSource database;
  private final Application application;
  private final String id;

  LedgerRows(AgroalDataSource database, Application application, String id) {
    this.database = database;
    this.application = application;
    this.id = id;
  }

  /** A fire that failed in its second attempt, which a receiver had answered with 503. */
  void failed(Instant time) {
    insert(time, null, "FAILED", null, null, 1, 2, Instant.parse("2100-01-01T00:00:00Z"));
    set("failure_count = failure_count + 1");
  }

  /** A fire time that was left out, decided after the trigger was given. */
  void leftOut(Instant time, String state, String rule, String reason) {
    insert(time, null, state, rule, reason, 1, 0, Instant.parse("2100-01-01T00:00:00Z"));
    count(state, 1);
  }

  /** A fire that has been or is going to be delivered, or is on its way. */
  void delivered(Instant time, String state) {
    insert(time, null, state, null, null, 1, 1, Instant.parse("2100-01-01T00:00:00Z"));
  }

  /** One row for many times, decided at that instant. */
  void range(Instant first, Instant until, String state, int times, Instant claimedAt) {
    insert(first, until, state, "COALESCED", "one for many", times, 0, claimedAt);
    count(state, times);
  }

  private void insert(
      Instant time,
      @Nullable Instant until,
      String state,
      @Nullable String rule,
      @Nullable String reason,
      int times,
      int attempt,
      Instant claimedAt) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      Columns.bind(insert, 1, time);
      Columns.bind(insert, 2, until);
      insert.setString(3, state);
      insert.setString(4, reason);
      insert.setString(5, rule);
      insert.setInt(6, times);
      insert.setInt(7, attempt);
      Columns.bind(insert, 8, claimedAt);
      Columns.bind(insert, 9, attempt == 0 ? null : time.plusSeconds(60));
      Columns.bind(insert, 10, time.plusSeconds(61));
      insert.setObject(11, attempt == 0 ? null : 503);
      insert.setString(12, attempt == 0 ? null : "HTTP 503");
      insert.setString(13, application.namespace());
      insert.setString(14, id);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the row of a time out of the ledger. */
  void forget(Instant time) {
    execute(
        "DELETE FROM fire WHERE scheduled_time = '"
            + time.toString().replace('T', ' ').replace("Z", "")
            + "' AND namespace = ? AND job_id = ?");
  }

  /** Changes columns of the job. */
  void set(String assignments) {
    execute("UPDATE job SET " + assignments + " WHERE namespace = ? AND id = ?");
  }

  private void count(String state, int times) {
    String column = state.toLowerCase(Locale.ROOT) + "_count";
    set(column + " = " + column + " + " + times);
  }

  private void execute(String sql) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, application.namespace());
      statement.setString(2, id);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One value of the ledger or the job, as text; null for NULL or no row. */
  @Nullable String value(String column, String table, String condition) {
    String job = table.equals("job") ? "uid" : "job_uid";
    String sql =
        "SELECT CAST(%s AS CHAR) FROM %s WHERE %s = (SELECT uid FROM job WHERE namespace = ? AND id = ?) AND %s"
            .formatted(column, table, job, condition);
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, application.namespace());
      select.setString(2, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
