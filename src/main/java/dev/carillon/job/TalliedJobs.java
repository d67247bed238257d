package dev.carillon.job;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.JsonRows;
import dev.carillon.fire.JsonStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;

/** Counts fires that have become final. */
final class TalliedJobs {

  private static final String ONE =
      """
      UPDATE job SET in_flight = in_flight - ?, success_count = success_count + ?,
        failure_count = failure_count + ?, missed_count = missed_count + ?,
        cancelled_count = cancelled_count + ?, dead_letters = dead_letters + ?,
        consecutive_failures = CASE WHEN ? > 0 THEN 0 ELSE consecutive_failures END + ?
      WHERE uid = ?""";

  /** The rows drive: jobs are locked in their order. */
  private static final JsonStatement MANY =
      new JsonStatement(
          """
          UPDATE {rows}
          STRAIGHT_JOIN job ON job.uid = UNHEX({uid})
          SET job.in_flight = job.in_flight - {finished},
            job.success_count = job.success_count + {succeeded},
            job.failure_count = job.failure_count + {failed},
            job.missed_count = job.missed_count + {missed},
            job.cancelled_count = job.cancelled_count + {cancelled},
            job.dead_letters = job.dead_letters + {reports},
            job.consecutive_failures =
              CASE WHEN {succeeded} > 0 THEN 0 ELSE job.consecutive_failures END
                + {failed_since}""",
          "uid CHAR(32) CHARACTER SET ascii",
          "finished INT",
          "succeeded INT",
          "failed INT",
          "missed INT",
          "cancelled INT",
          "reports INT",
          "failed_since INT");

  private TalliedJobs() {}

  /**
   * Counts, for jobs in key order.
   *
   * @return how many of them exist
   */
  static int write(Connection connection, Collection<JobTally> tallies) throws SQLException {
    return JsonRows.suit(connection, tallies.size())
        ? together(connection, tallies)
        : oneByOne(connection, tallies);
  }

  private static int together(Connection connection, Collection<JobTally> tallies)
      throws SQLException {
    JsonRows rows = new JsonRows(connection, MANY);
    for (JobTally tally : tallies) {
      rows.row()
          .add(tally.uid())
          .add(tally.finished())
          .add(tally.succeeded())
          .add(tally.failed())
          .add(tally.missed())
          .add(tally.cancelled())
          .add(tally.reports())
          .add(tally.failedSince());
    }
    return rows.run();
  }

  private static int oneByOne(Connection connection, Collection<JobTally> tallies)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
      for (JobTally tally : tallies) {
        statement.setInt(1, tally.finished());
        statement.setInt(2, tally.succeeded());
        statement.setInt(3, tally.failed());
        statement.setInt(4, tally.missed());
        statement.setInt(5, tally.cancelled());
        statement.setInt(6, tally.reports());
        statement.setInt(7, tally.succeeded());
        statement.setInt(8, tally.failedSince());
        bind(statement, 9, tally.uid());
        statement.addBatch();
      }
      return Arrays.stream(statement.executeBatch()).sum();
    }
  }
}
