package dev.carillon.job;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.JsonRows;
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
  private static final String MANY =
      """
      UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
        uid CHAR(32) CHARACTER SET ascii PATH '$[0]' ERROR ON ERROR,
        finished INT PATH '$[1]' ERROR ON ERROR,
        succeeded INT PATH '$[2]' ERROR ON ERROR,
        failed INT PATH '$[3]' ERROR ON ERROR,
        missed INT PATH '$[4]' ERROR ON ERROR,
        cancelled INT PATH '$[5]' ERROR ON ERROR,
        reports INT PATH '$[6]' ERROR ON ERROR,
        failed_since INT PATH '$[7]' ERROR ON ERROR)) tally
      STRAIGHT_JOIN job ON job.uid = UNHEX(tally.uid)
      SET job.in_flight = job.in_flight - tally.finished,
        job.success_count = job.success_count + tally.succeeded,
        job.failure_count = job.failure_count + tally.failed,
        job.missed_count = job.missed_count + tally.missed,
        job.cancelled_count = job.cancelled_count + tally.cancelled,
        job.dead_letters = job.dead_letters + tally.reports,
        job.consecutive_failures =
          CASE WHEN tally.succeeded > 0 THEN 0 ELSE job.consecutive_failures END
            + tally.failed_since""";

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
    return rows.finish();
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
