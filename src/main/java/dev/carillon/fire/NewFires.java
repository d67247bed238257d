package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inserts rows of the ledger. */
final class NewFires {

  private static final String ONE =
      """
      INSERT INTO fire (job_uid, scheduled_time, until_time, namespace, job_id, state, reason,
        attempt, next_attempt_at, lease_owner, claimed_at, started_at, finished_at, rule, fire_times,
        lane, first_started_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final JsonStatement MANY =
      new JsonStatement(
          """
          INSERT INTO fire (job_uid, scheduled_time, until_time, namespace, job_id, state, reason,
            attempt, next_attempt_at, lease_owner, claimed_at, started_at, finished_at, rule,
            fire_times, lane, first_started_at)
          SELECT UNHEX({uid}), {scheduled}, {until}, {namespace}, {job_id}, {state}, {reason},
            {attempt}, {next_attempt}, {owner}, {claimed}, {started}, {finished}, {rule},
            {fire_times}, {lane}, {first_started}
          FROM {rows}""",
          "uid CHAR(32) CHARACTER SET ascii",
          "scheduled CHAR(26) CHARACTER SET ascii",
          "until CHAR(26) CHARACTER SET ascii",
          "namespace VARCHAR(64) CHARACTER SET utf8mb4",
          "job_id VARCHAR(129) CHARACTER SET utf8mb4",
          "state VARCHAR(17) CHARACTER SET ascii",
          "reason VARCHAR(513) CHARACTER SET utf8mb4",
          "attempt INT",
          "next_attempt CHAR(26) CHARACTER SET ascii",
          "owner VARCHAR(65) CHARACTER SET utf8mb4",
          "claimed CHAR(26) CHARACTER SET ascii",
          "started CHAR(26) CHARACTER SET ascii",
          "finished CHAR(26) CHARACTER SET ascii",
          "rule VARCHAR(25) CHARACTER SET ascii",
          "fire_times BIGINT",
          "lane VARCHAR(129) CHARACTER SET utf8mb4",
          "first_started CHAR(26) CHARACTER SET ascii");

  private NewFires() {}

  static void insert(Connection connection, List<Fire> fires) throws SQLException {
    if (JsonRows.suit(connection, fires.size())) {
      together(connection, fires);
    } else {
      oneByOne(connection, fires);
    }
  }

  private static void together(Connection connection, List<Fire> fires) throws SQLException {
    JsonRows rows = new JsonRows(connection, MANY);
    for (Fire fire : fires) {
      rows.row()
          .add(fire.jobUid)
          .add(fire.scheduledTime)
          .add(fire.untilTime)
          .add(fire.namespace)
          .add(fire.jobId)
          .add(fire.state)
          .add(fire.reason)
          .add(fire.attempt)
          .add(fire.nextAttemptAt)
          .add(fire.leaseOwner)
          .add(fire.claimedAt)
          .add(fire.startedAt)
          .add(fire.finishedAt)
          .add(fire.rule)
          .add(fire.fireTimes)
          .add(fire.lane)
          .add(fire.firstStartedAt);
    }
    rows.runForAll();
  }

  private static void oneByOne(Connection connection, List<Fire> fires) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
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
