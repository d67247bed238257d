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
  private static final String MANY =
      """
      UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
        uid CHAR(32) CHARACTER SET ascii PATH '$[0]' ERROR ON ERROR,
        scheduled CHAR(26) CHARACTER SET ascii PATH '$[1]' ERROR ON ERROR,
        owner VARCHAR(65) CHARACTER SET utf8mb4 PATH '$[2]' ERROR ON ERROR,
        attempt INT PATH '$[3]' ERROR ON ERROR,
        state VARCHAR(17) CHARACTER SET ascii PATH '$[4]' ERROR ON ERROR,
        next_attempt CHAR(26) CHARACTER SET ascii PATH '$[5]' ERROR ON ERROR,
        started CHAR(26) CHARACTER SET ascii PATH '$[6]' ERROR ON ERROR,
        first_started CHAR(26) CHARACTER SET ascii PATH '$[7]' ERROR ON ERROR,
        finished CHAR(26) CHARACTER SET ascii PATH '$[8]' ERROR ON ERROR,
        status INT PATH '$[9]' ERROR ON ERROR,
        dead_letter VARCHAR(17) CHARACTER SET ascii PATH '$[10]' ERROR ON ERROR,
        error VARCHAR(513) CHARACTER SET utf8mb4 PATH '$[11]' ERROR ON ERROR,
        response VARCHAR(2049) CHARACTER SET utf8mb4 PATH '$[12]' ERROR ON ERROR)) settled
      STRAIGHT_JOIN fire ON fire.job_uid = UNHEX(settled.uid)
        AND fire.scheduled_time = CAST(settled.scheduled AS DATETIME(6))
      SET fire.state = settled.state, fire.next_attempt_at = settled.next_attempt,
        fire.started_at = settled.started, fire.first_started_at = settled.first_started,
        fire.finished_at = settled.finished, fire.response_status = settled.status,
        fire.response = settled.response, fire.error = settled.error,
        fire.dead_letter = settled.dead_letter, fire.dead_letter_attempt = 0
      WHERE fire.state = 'RUNNING' AND fire.lease_owner = settled.owner
        AND fire.attempt = settled.attempt""";

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
    return rows.finish();
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
