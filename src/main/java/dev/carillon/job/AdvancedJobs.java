package dev.carillon.job;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.JsonRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes where jobs stand after a claim. */
final class AdvancedJobs {

  private static final String ONE =
      """
      UPDATE job SET next_run_time = ?, state = ?, state_reason = ?, paused_until = NULL,
        state_changed_at = COALESCE(?, state_changed_at), state_by = COALESCE(?, state_by),
        in_flight = in_flight + ?,
        fire_count = fire_count + ?, scheduled_count = scheduled_count + ?, waiting = waiting + ?,
        missed_count = missed_count + ?, skipped_count = skipped_count + ?,
        last_fire_time = COALESCE(?, last_fire_time)
      WHERE uid = ?""";

  /** The rows drive: jobs are locked in their order. */
  private static final String MANY =
      """
      UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
        uid CHAR(32) CHARACTER SET ascii PATH '$[0]' ERROR ON ERROR,
        next CHAR(26) CHARACTER SET ascii PATH '$[1]' ERROR ON ERROR,
        fires INT PATH '$[2]' ERROR ON ERROR,
        last_fire CHAR(26) CHARACTER SET ascii PATH '$[3]' ERROR ON ERROR,
        state VARCHAR(17) CHARACTER SET ascii PATH '$[4]' ERROR ON ERROR,
        changed CHAR(26) CHARACTER SET ascii PATH '$[5]' ERROR ON ERROR,
        changed_by VARCHAR(129) CHARACTER SET utf8mb4 PATH '$[6]' ERROR ON ERROR,
        buffered INT PATH '$[7]' ERROR ON ERROR,
        missed BIGINT PATH '$[8]' ERROR ON ERROR,
        skipped BIGINT PATH '$[9]' ERROR ON ERROR,
        reason VARCHAR(1025) CHARACTER SET utf8mb4 PATH '$[10]' ERROR ON ERROR)) advanced
      STRAIGHT_JOIN job ON job.uid = UNHEX(advanced.uid)
      SET job.next_run_time = advanced.next, job.state = advanced.state,
        job.state_reason = advanced.reason, job.paused_until = NULL,
        job.state_changed_at =
          COALESCE(CAST(advanced.changed AS DATETIME(6)), job.state_changed_at),
        job.state_by = COALESCE(advanced.changed_by, job.state_by),
        job.in_flight = job.in_flight + advanced.fires,
        job.fire_count = job.fire_count + advanced.fires,
        job.scheduled_count = job.scheduled_count + advanced.fires,
        job.waiting = job.waiting + advanced.buffered,
        job.missed_count = job.missed_count + advanced.missed,
        job.skipped_count = job.skipped_count + advanced.skipped,
        job.last_fire_time = COALESCE(CAST(advanced.last_fire AS DATETIME(6)), job.last_fire_time)""";

  private AdvancedJobs() {}

  /** Writes, in key order. */
  static void write(Connection connection, List<JobAdvance> advances) throws SQLException {
    if (JsonRows.suit(connection, advances.size())) {
      together(connection, advances);
    } else {
      oneByOne(connection, advances);
    }
  }

  private static void together(Connection connection, List<JobAdvance> advances)
      throws SQLException {
    JsonRows rows = new JsonRows(connection, MANY);
    for (JobAdvance advance : advances) {
      rows.row()
          .add(advance.uid())
          .add(advance.nextRunTime())
          .add(advance.fires())
          .add(advance.lastFireTime())
          .add(advance.state())
          .add(advance.changedAt())
          .add(changedBy(advance))
          .add(advance.buffered())
          .add(advance.missed())
          .add(advance.skipped())
          .add(advance.stateReason());
    }
    rows.finish();
  }

  private static void oneByOne(Connection connection, List<JobAdvance> advances)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
      for (JobAdvance advance : advances) {
        bind(statement, 1, advance.nextRunTime());
        statement.setString(2, advance.state().name());
        statement.setString(3, advance.stateReason());
        bind(statement, 4, advance.changedAt());
        statement.setString(5, changedBy(advance));
        statement.setInt(6, advance.fires());
        statement.setInt(7, advance.fires());
        statement.setInt(8, advance.fires());
        statement.setInt(9, advance.buffered());
        statement.setLong(10, advance.missed());
        statement.setLong(11, advance.skipped());
        bind(statement, 12, advance.lastFireTime());
        bind(statement, 13, advance.uid());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static @Nullable String changedBy(JobAdvance advance) {
    return advance.changedAt() == null ? null : PauseService.CARILLON;
  }
}
