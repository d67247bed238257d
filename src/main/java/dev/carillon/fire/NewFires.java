package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inserts rows of the ledger. */
final class NewFires {

  private static final String INSERT =
      """
      INSERT INTO fire (job_uid, scheduled_time, until_time, namespace, job_id, state, reason,
        attempt, next_attempt_at, lease_owner, claimed_at, started_at, finished_at, rule, fire_times,
        lane, first_started_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private NewFires() {}

  static void insert(Connection connection, List<Fire> fires) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (Fire fire : fires) {
        bind(statement, 1, fire.jobUid);
        bind(statement, 2, fire.scheduledTime);
        bind(statement, 3, fire.untilTime);
        statement.setString(4, fire.namespace);
        statement.setString(5, fire.jobId);
        statement.setString(6, fire.state.name());
        statement.setString(7, fire.reason);
        statement.setInt(8, fire.attempt);
        bind(statement, 9, fire.nextAttemptAt);
        statement.setString(10, fire.leaseOwner);
        bind(statement, 11, fire.claimedAt);
        bind(statement, 12, fire.startedAt);
        bind(statement, 13, fire.finishedAt);
        statement.setString(14, name(fire.rule));
        statement.setLong(15, fire.fireTimes);
        statement.setString(16, fire.lane);
        bind(statement, 17, fire.firstStartedAt);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
