package dev.carillon.job;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.JsonRows;
import dev.carillon.fire.JsonStatement;
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
  private static final JsonStatement MANY =
      new JsonStatement(
          """
          UPDATE {rows}
          STRAIGHT_JOIN job ON job.uid = UNHEX({uid})
          SET job.next_run_time = {next}, job.state = {state},
            job.state_reason = {reason}, job.paused_until = NULL,
            job.state_changed_at =
              COALESCE(CAST({changed} AS DATETIME(6)), job.state_changed_at),
            job.state_by = COALESCE({changed_by}, job.state_by),
            job.in_flight = job.in_flight + {fires},
            job.fire_count = job.fire_count + {fires},
            job.scheduled_count = job.scheduled_count + {fires},
            job.waiting = job.waiting + {buffered},
            job.missed_count = job.missed_count + {missed},
            job.skipped_count = job.skipped_count + {skipped},
            job.last_fire_time = COALESCE(CAST({last_fire} AS DATETIME(6)), job.last_fire_time)""",
          "uid CHAR(32) CHARACTER SET ascii",
          "next CHAR(26) CHARACTER SET ascii",
          "fires INT",
          "last_fire CHAR(26) CHARACTER SET ascii",
          "state VARCHAR(17) CHARACTER SET ascii",
          "changed CHAR(26) CHARACTER SET ascii",
          "changed_by VARCHAR(129) CHARACTER SET utf8mb4",
          "buffered INT",
          "missed BIGINT",
          "skipped BIGINT",
          "reason VARCHAR(1025) CHARACTER SET utf8mb4");

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
    rows.runForAll();
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
