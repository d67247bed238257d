package dev.carillon.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Carillon's ledger, table {@code fire}, as the measure of what was done and when. */
final class Ledger {

  private static final String DONE =
      "SELECT COUNT(*) FROM fire WHERE namespace = ? AND state = 'SUCCEEDED'";

  private static final String TIMES =
      """
      SELECT TIMESTAMPDIFF(MICROSECOND, scheduled_time, claimed_at) AS claimed,
        TIMESTAMPDIFF(MICROSECOND, scheduled_time, started_at) AS started,
        TIMESTAMPDIFF(MICROSECOND, scheduled_time, finished_at) AS finished
      FROM fire WHERE fire.namespace = ? AND fire.state = 'SUCCEEDED' AND scheduled_time >= ?
        AND scheduled_time < ?""";

  private static final String SAMPLE =
      TIMES.replace(
          "FROM fire WHERE",
          """
          FROM fire JOIN (SELECT uid FROM job WHERE namespace = ? LIMIT 100) s ON uid = job_uid
          WHERE""");

  private static final String FIRST =
      """
      SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', MIN(claimed_at)) FROM fire
      WHERE namespace = ?""";

  private final Connection connection;

  Ledger(Connection connection) {
    this.connection = connection;
  }

  /** How many fires of the namespace have succeeded. */
  int done(String namespace) throws SQLException {
    return (int) number(DONE, namespace);
  }

  /** When the first fire of the namespace was claimed. */
  long firstClaimMicros(String namespace) throws SQLException {
    return number(FIRST, namespace);
  }

  /** How late the succeeded fires were that were due from {@code from} until before. */
  Map<Run.Step, Lateness> lateness(String namespace, long from, long before) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TIMES)) {
      statement.setString(1, namespace);
      statement.setString(2, time(from));
      statement.setString(3, time(before));
      return lateness(statement);
    }
  }

  /** The same for a hundred jobs, without reading all of the ledger. */
  Map<Run.Step, Lateness> sample(String namespace, long from, long before) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SAMPLE)) {
      statement.setString(1, namespace);
      statement.setString(2, namespace);
      statement.setString(3, time(from));
      statement.setString(4, time(before));
      return lateness(statement);
    }
  }

  private static Map<Run.Step, Lateness> lateness(PreparedStatement statement) throws SQLException {
    long[] claimed = new long[1_024];
    long[] started = new long[1_024];
    long[] finished = new long[1_024];
    int count = 0;
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        if (count == claimed.length) {
          claimed = Arrays.copyOf(claimed, count * 2);
          started = Arrays.copyOf(started, count * 2);
          finished = Arrays.copyOf(finished, count * 2);
        }
        claimed[count] = row.getLong("claimed");
        started[count] = row.getLong("started");
        finished[count] = row.getLong("finished");
        count++;
      }
    }
    Map<Run.Step, Lateness> lateness = new EnumMap<>(Run.Step.class);
    lateness.put(Run.Step.CLAIMED, Lateness.of(Arrays.copyOf(claimed, count)));
    lateness.put(Run.Step.STARTED, Lateness.of(Arrays.copyOf(started, count)));
    lateness.put(Run.Step.CONFIRMED, Lateness.of(Arrays.copyOf(finished, count)));
    return lateness;
  }

  private long number(String sql, String namespace) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, namespace);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static String time(long micros) {
    return Micros.instant(micros).toString().replace('T', ' ').replace("Z", "");
  }
}
