package dev.carillon.job;

import static dev.carillon.fire.Columns.bind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Adds many new jobs, in as few statements as their size allows: the driver makes one of many rows
 * out of a batch.
 */
final class JobInsert {

  /** What a new job has in no other column stands there by default. */
  private static final String INSERT =
      """
      INSERT INTO job (
        uid, namespace, id, format, description, labels, trigger_spec, time_zone, trigger_set_at,
        target, policies, state, next_run_time, version, created_at, updated_at,
        in_flight, fire_count, success_count, failure_count, missed_count, skipped_count,
        cancelled_count)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0)""";

  private JobInsert() {}

  static void insert(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (Job job : jobs) {
        bind(statement, 1, job.uid);
        statement.setString(2, job.namespace);
        statement.setString(3, job.id);
        statement.setInt(4, job.format);
        statement.setString(5, job.description);
        statement.setString(6, job.labels);
        statement.setString(7, job.trigger);
        statement.setString(8, job.timeZone);
        bind(statement, 9, job.triggerSetAt);
        statement.setString(10, job.target);
        statement.setString(11, job.policies);
        statement.setString(12, job.state.name());
        bind(statement, 13, job.nextRunTime);
        statement.setLong(14, job.version);
        bind(statement, 15, job.createdAt);
        bind(statement, 16, job.updatedAt);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
