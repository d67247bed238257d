package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what became of attempts, for each fire whose lease is still the caller's. */
final class SettledFires {

  private static final String ONE =
      """
      UPDATE fire SET state = ?, next_attempt_at = ?, started_at = ?, first_started_at = ?,
        finished_at = ?, response_status = ?, response = ?, error = ?, dead_letter = ?,
        dead_letter_attempt = 0
      WHERE job_uid = ? AND scheduled_time = ? AND state = 'RUNNING' AND lease_owner = ?
        AND attempt = ?""";

  /** The rows drive: those of the ledger are locked in their order. */
  private static final JsonStatement MANY =
      new JsonStatement(
          """
          UPDATE {rows}
          STRAIGHT_JOIN fire ON fire.job_uid = UNHEX({uid})
            AND fire.scheduled_time = CAST({scheduled} AS DATETIME(6))
          SET fire.state = {state}, fire.next_attempt_at = {next_attempt},
            fire.started_at = {started}, fire.first_started_at = {first_started},
            fire.finished_at = {finished}, fire.response_status = {status},
            fire.response = {response}, fire.error = {error},
            fire.dead_letter = {dead_letter}, fire.dead_letter_attempt = 0
          WHERE fire.state = 'RUNNING' AND fire.lease_owner = {owner}
            AND fire.attempt = {attempt}""",
          "uid CHAR(32) CHARACTER SET ascii",
          "scheduled CHAR(26) CHARACTER SET ascii",
          "owner VARCHAR(65) CHARACTER SET utf8mb4",
          "attempt INT",
          "state VARCHAR(17) CHARACTER SET ascii",
          "next_attempt CHAR(26) CHARACTER SET ascii",
          "started CHAR(26) CHARACTER SET ascii",
          "first_started CHAR(26) CHARACTER SET ascii",
          "finished CHAR(26) CHARACTER SET ascii",
          "status INT",
          "dead_letter VARCHAR(17) CHARACTER SET ascii",
          "error VARCHAR(513) CHARACTER SET utf8mb4",
          "response VARCHAR(2049) CHARACTER SET utf8mb4");

  private SettledFires() {}

  /** For each fire whether it was still the caller's. */
  static List<Boolean> write(Connection connection, List<Fire> fires) throws SQLException {
    if (!JsonRows.suit(connection, fires.size())) {
      return oneByOne(connection, fires);
    }
    Savepoint before = connection.setSavepoint();
    if (together(connection, fires) == fires.size()) {
      return Collections.nCopies(fires.size(), true);
    }
    // Some are not: which ones, only a count for each of them tells.
    connection.rollback(before);
    return oneByOne(connection, fires);
  }

  private static int together(Connection connection, List<Fire> fires) throws SQLException {
    JsonRows rows = new JsonRows(connection, MANY);
    for (Fire fire : fires) {
      rows.row()
          .add(fire.jobUid)
          .add(fire.scheduledTime)
          .add(fire.leaseOwner)
          .add(fire.attempt)
          .add(fire.state)
          .add(fire.nextAttemptAt)
          .add(fire.startedAt)
          .add(fire.firstStartedAt)
          .add(fire.finishedAt)
          .add(fire.responseStatus)
          .add(fire.deadLetter)
          .add(fire.error)
          .add(fire.response);
    }
    return rows.run();
  }

  private static List<Boolean> oneByOne(Connection connection, List<Fire> fires)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
      for (Fire fire : fires) {
        statement.setString(1, fire.state.name());
        bind(statement, 2, fire.nextAttemptAt);
        bind(statement, 3, fire.startedAt);
        bind(statement, 4, fire.firstStartedAt);
        bind(statement, 5, fire.finishedAt);
        statement.setObject(6, fire.responseStatus);
        statement.setString(7, fire.response);
        statement.setString(8, fire.error);
        statement.setString(9, name(fire.deadLetter));
        bind(statement, 10, fire.jobUid);
        bind(statement, 11, fire.scheduledTime);
        statement.setString(12, fire.leaseOwner);
        statement.setInt(13, fire.attempt);
        statement.addBatch();
      }
      return changed(statement.executeBatch());
    }
  }

  private static List<Boolean> changed(int[] counts) {
    List<Boolean> changed = new ArrayList<>(counts.length);
    for (int count : counts) {
      changed.add(count > 0);
    }
    return changed;
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
