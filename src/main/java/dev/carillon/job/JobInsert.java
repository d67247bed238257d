package dev.carillon.job;

import static dev.carillon.fire.Columns.bind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * Adds many new jobs, in few statements of many rows each. Not as a batch of the driver, which
 * makes the same statements, but copies all values of a row twice for it.
 */
final class JobInsert {

  /** Rows of a statement: enough that a further one costs little, and a packet stays small. */
  private static final int MOST_ROWS = 100;

  /** What a new job has in no other column stands there by default. */
  private static final String INSERT =
      """
      INSERT INTO job (
        uid, namespace, id, format, description, labels, trigger_spec, time_zone, trigger_set_at,
        target, policies, state, next_run_time, version, created_at, updated_at,
        in_flight, fire_count, success_count, failure_count, missed_count, skipped_count,
        cancelled_count)
      VALUES\s""";

  private static final String ROW =
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0)";

  private JobInsert() {}

  static void insert(Connection connection, List<Job> jobs) throws SQLException {
    for (int begin = 0; begin < jobs.size(); begin += MOST_ROWS) {
      insertRows(connection, jobs.subList(begin, Math.min(begin + MOST_ROWS, jobs.size())));
    }
  }

  private static void insertRows(Connection connection, List<Job> jobs) throws SQLException {
    String rows = String.join(", ", Collections.nCopies(jobs.size(), ROW));
    try (PreparedStatement statement = connection.prepareStatement(INSERT + rows)) {
      int column = 0;
      for (Job job : jobs) {
        bind(statement, ++column, job.uid);
        statement.setString(++column, job.namespace);
        statement.setString(++column, job.id);
        statement.setInt(++column, job.format);
        statement.setString(++column, job.description);
        statement.setString(++column, job.labels);
        statement.setString(++column, job.trigger);
        statement.setString(++column, job.timeZone);
        bind(statement, ++column, job.triggerSetAt);
        statement.setString(++column, job.target);
        statement.setString(++column, job.policies);
        statement.setString(++column, job.state.name());
        bind(statement, ++column, job.nextRunTime);
        statement.setLong(++column, job.version);
        bind(statement, ++column, job.createdAt);
        bind(statement, ++column, job.updatedAt);
      }
      statement.executeUpdate();
    }
  }
}
