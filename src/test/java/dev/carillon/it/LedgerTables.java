package dev.carillon.it;

import dev.carillon.testing.MariaDbServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ledger as it is stored: what the API does not show, or not for thousands of fires. */
public record LedgerTables(MariaDbServer server, String schema) {

  /** Attempts that were followed by another one, and the latest. */
  private static final String ATTEMPTS =
      """
      SELECT attempt, outcome, pod, started_at, finished_at, response_status, response, error
      FROM attempt WHERE job_uid = UNHEX(REPLACE(?, '-', '')) AND scheduled_time = ?
      UNION ALL
      SELECT attempt, state, lease_owner, started_at, finished_at, response_status, response, error
      FROM fire WHERE job_uid = UNHEX(REPLACE(?, '-', '')) AND scheduled_time = ?
      ORDER BY attempt""";

  private static final String FIRES =
      """
      SELECT LOWER(HEX(job_uid)) AS uid, scheduled_time, until_time, state, rule, fire_times, attempt,
        claimed_at, first_started_at, finished_at
      FROM fire WHERE job_id LIKE ? AND scheduled_time >= ? AND scheduled_time < ?
      ORDER BY job_uid, scheduled_time""";

  private static final String ALL_ATTEMPTS =
      """
      SELECT LOWER(HEX(job_uid)) AS uid, scheduled_time, attempt, outcome, pod, started_at,
        finished_at, response_status, response, error
      FROM attempt
      UNION ALL
      SELECT LOWER(HEX(job_uid)), scheduled_time, attempt, state, lease_owner, started_at,
        finished_at, response_status, response, error
      FROM fire WHERE started_at IS NOT NULL
      ORDER BY uid, scheduled_time, attempt""";

  /** All attempts of all fires that have started, in their order, by the id of their fire. */
  public Map<String, List<AttemptRow>> attemptsByFire() {
    Map<String, List<AttemptRow>> attempts = new HashMap<>();
    query(
        ALL_ATTEMPTS,
        row ->
            attempts
                .computeIfAbsent(
                    FireRow.fireId(row.getString("uid"), instant(row, "scheduled_time")),
                    fire -> new ArrayList<>())
                .add(attempt(row)));
    return attempts;
  }

  /** All attempts of a fire, in their order. */
  List<AttemptRow> attempts(String jobUid, Instant scheduled) {
    return query(ATTEMPTS, LedgerTables::attempt, jobUid, time(scheduled), jobUid, time(scheduled));
  }

  /**
   * Rows of the jobs whose id is like that, in the order of job and scheduled time.
   *
   * @param from the first scheduled time, inclusive
   * @param until exclusive
   */
  public List<FireRow> fires(String jobIdLike, Instant from, Instant until) {
    return query(
        FIRES,
        row ->
            new FireRow(
                row.getString("uid"),
                instant(row, "scheduled_time"),
                instantOrNull(row, "until_time"),
                row.getString("state"),
                row.getString("rule"),
                row.getLong("fire_times"),
                row.getInt("attempt"),
                instant(row, "claimed_at"),
                instantOrNull(row, "first_started_at"),
                instantOrNull(row, "finished_at")),
        jobIdLike,
        time(from),
        time(until));
  }

  /** The first column of the only row. */
  public long number(String sql) {
    return query(sql, row -> row.getLong(1)).get(0);
  }

  /** Changes what is stored. */
  void execute(String... statements) {
    try (Connection connection = server.connect(schema);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Reading<T> reading, Object... values) {
    try (Connection connection = server.connect(schema);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(reading.of(row));
        }
        return rows;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static AttemptRow attempt(ResultSet row) throws SQLException {
    return new AttemptRow(
        row.getInt("attempt"),
        row.getString("outcome"),
        row.getString("pod"),
        instant(row, "started_at"),
        instantOrNull(row, "finished_at"),
        row.getObject("response_status", Integer.class),
        row.getString("response"),
        row.getString("error"));
  }

  /** UTC wall clock, whatever the session's zone. */
  private static LocalDateTime time(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    LocalDateTime value = row.getObject(column, LocalDateTime.class);
    return value == null ? null : value.toInstant(ZoneOffset.UTC);
  }
}
