package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Table {@code attempt}: attempts that were followed by another one. */
@ApplicationScoped
public class AttemptStore {

  /** History must never stop a fire: an attempt that has its row already keeps it. */
  private static final String INSERT =
      """
      INSERT IGNORE INTO attempt (job_uid, scheduled_time, attempt, outcome, pod, started_at, finished_at,
        response_status, response, error)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  /** Records attempts, in the caller's transaction. */
  public void add(Connection connection, List<Attempt> attempts) throws SQLException {
    if (attempts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (Attempt attempt : attempts) {
        bind(statement, 1, attempt.jobUid);
        bind(statement, 2, attempt.scheduledTime);
        statement.setInt(3, attempt.attempt);
        statement.setString(4, attempt.outcome.name());
        statement.setString(5, attempt.pod);
        bind(statement, 6, attempt.startedAt);
        bind(statement, 7, attempt.finishedAt);
        statement.setObject(8, attempt.responseStatus);
        statement.setString(9, attempt.response);
        statement.setString(10, attempt.error);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
