package dev.carillon.job;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.Columns;
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
 * The statements that prune table {@code job_change}, on the caller's transaction, along the
 * primary key; those that read lock nothing.
 */
@ApplicationScoped
public class ChangeHistory {

  /** Also what the test of the execution plan explains. */
  static final String NEXT_JOB =
      "SELECT job_uid FROM job_change WHERE job_uid > ? ORDER BY job_uid LIMIT 1";

  /** Also what the test of the execution plan explains. */
  static final String READ =
      """
      SELECT changed_at FROM job_change
      WHERE job_uid = ? AND changed_at < ? ORDER BY changed_at LIMIT ?""";

  private static final String DELETE =
      "DELETE FROM job_change WHERE job_uid = ? AND changed_at = ?";

  /** The next job that was changed, in key order; empty if there is none after this uid. */
  public Optional<UUID> nextJob(Connection connection, UUID after) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEXT_JOB)) {
      bind(statement, 1, after);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(Columns.uuid(row, "job_uid")) : Optional.empty();
      }
    }
  }

  /** When the job was changed, before that instant, exclusive; earliest first. */
  public List<Instant> read(Connection connection, UUID jobUid, Instant before, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      bind(statement, 1, jobUid);
      bind(statement, 2, before);
      statement.setInt(3, limit);
      try (ResultSet row = statement.executeQuery()) {
        List<Instant> changes = new ArrayList<>();
        while (row.next()) {
          changes.add(Columns.instant(row, "changed_at"));
        }
        return changes;
      }
    }
  }

  /** Deletes the changes of these instants. */
  public void delete(Connection connection, UUID jobUid, List<Instant> changes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      for (Instant change : changes) {
        bind(statement, 1, jobUid);
        bind(statement, 2, change);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
