package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The statements that prune the ledger, on the caller's transaction. All go along the primary key;
 * those that read lock nothing, and the one that deletes locks final rows alone, which no claim
 * looks at.
 */
@ApplicationScoped
public class HistoryStore {

  /** Also what the test of the execution plan explains. */
  static final String NEXT_JOB =
      """
      SELECT job_uid, namespace, scheduled_time FROM fire
      WHERE job_uid > ? ORDER BY job_uid, scheduled_time LIMIT 1""";

  /** Also what the test of the execution plan explains. */
  static final String READ =
      """
      SELECT job_uid, scheduled_time, state, finished_at, dead_letter, attempt FROM fire
      WHERE job_uid = ? AND scheduled_time > ? AND scheduled_time < ?
      ORDER BY scheduled_time LIMIT ?""";

  private static final String HAS_ROWS = "SELECT 1 FROM fire WHERE job_uid = ? LIMIT 1";

  /** Only if the row is as it was read: since then somebody may have asked for another attempt. */
  private static final String DELETE =
      """
      DELETE FROM fire
      WHERE job_uid = ? AND scheduled_time = ? AND state = ? AND finished_at = ?
        AND next_attempt_at IS NULL AND (dead_letter IS NULL OR dead_letter <> 'PENDING')""";

  private static final String DELETE_ATTEMPTS =
      "DELETE FROM attempt WHERE job_uid = ? AND scheduled_time = ?";

  /** The next job that has rows, in key order; empty if there is none after this uid. */
  public Optional<JobLedger> nextJob(Connection connection, UUID after) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEXT_JOB)) {
      bind(statement, 1, after);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new JobLedger(
                    Columns.uuid(row, "job_uid"),
                    row.getString("namespace"),
                    Columns.instant(row, "scheduled_time")))
            : Optional.empty();
      }
    }
  }

  /**
   * Rows of one job, earliest first.
   *
   * @param after exclusive
   * @param before exclusive
   */
  public List<HistoryRow> read(
      Connection connection, UUID jobUid, Instant after, Instant before, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      bind(statement, 1, jobUid);
      bind(statement, 2, after);
      bind(statement, 3, before);
      statement.setInt(4, limit);
      try (ResultSet row = statement.executeQuery()) {
        List<HistoryRow> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(read(row));
        }
        return rows;
      }
    }
  }

  private static HistoryRow read(ResultSet row) throws SQLException {
    return new HistoryRow(
        new FireKey(Columns.uuid(row, "job_uid"), Columns.instant(row, "scheduled_time")),
        FireState.read(row.getString("state")),
        Columns.instantOrNull(row, "finished_at"),
        DeadLetterState.PENDING.name().equals(row.getString("dead_letter")),
        row.getInt("attempt"));
  }

  /** Whether the ledger has a row of this job. */
  public boolean hasRows(Connection connection, UUID jobUid) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HAS_ROWS)) {
      bind(statement, 1, jobUid);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /**
   * Deletes rows and their attempts, except rows that have changed since they were read.
   *
   * @param rows final ones, in key order
   */
  public void delete(Connection connection, List<HistoryRow> rows) throws SQLException {
    List<FireKey> attempted = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      for (HistoryRow row : rows) {
        bindKey(statement, row.key());
        statement.setString(3, row.state().name());
        bind(statement, 4, row.finishedAt());
        statement.addBatch();
      }
      int[] counts = statement.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0 && rows.get(i).attempt() > 1) {
          attempted.add(rows.get(i).key());
        }
      }
    }
    deleteAttempts(connection, attempted);
  }

  private static void deleteAttempts(Connection connection, List<FireKey> keys)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_ATTEMPTS)) {
      for (FireKey key : keys) {
        bindKey(statement, key);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bindKey(PreparedStatement statement, FireKey key) throws SQLException {
    bind(statement, 1, key.jobUid());
    bind(statement, 2, key.scheduledTime());
  }
}
