package dev.carillon.scheduler;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.Columns;
import dev.carillon.fire.FireKey;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of the invariant scan on jobs and the ledger, on the caller's transaction. Those
 * that read lock nothing and each reads one state of the database; all have a bound.
 */
@Singleton
class ScanStore {

  static final String FINAL = "('SUCCEEDED', 'FAILED', 'MISSED', 'SKIPPED', 'CANCELLED')";

  private static final String OVERDUE_JOBS =
      """
      SELECT namespace, id, next_run_time FROM job WHERE next_run_time <= ?
      ORDER BY next_run_time LIMIT ?""";

  private static final String OVERDUE_FIRES =
      """
      SELECT job_uid, scheduled_time, next_attempt_at FROM fire WHERE next_attempt_at <= ?
      ORDER BY next_attempt_at LIMIT ?""";

  private static final String JOB_COLUMNS =
      """
      SELECT uid, namespace, id, state, next_run_time, paused_until, state_changed_at, in_flight,
        waiting, dead_letters,
        fire_count + success_count + failure_count + missed_count + cancelled_count AS changes
      FROM job\s""";

  private static final String COUNT =
      """
      SELECT COUNT(*) AS found, MAX(page.scheduled_time) AS latest,
        COALESCE(SUM(CASE WHEN page.state IN %1$s THEN 0 ELSE 1 END), 0) AS open_fires,
        COALESCE(SUM(CASE WHEN page.state = 'FAILED' AND page.dead_letter = 'PENDING' THEN 1 ELSE 0 END), 0)
          AS reports,
        COALESCE(SUM(CASE WHEN page.state NOT IN %1$s AND page.next_attempt_at IS NULL
          AND w.job_uid IS NULL THEN 1 ELSE 0 END), 0) AS orphans
      FROM (SELECT job_uid, scheduled_time, state, dead_letter, next_attempt_at FROM fire
        WHERE job_uid = ? AND scheduled_time > ? ORDER BY scheduled_time LIMIT ?) AS page
      LEFT JOIN waiting_fire w
        ON w.job_uid = page.job_uid AND w.scheduled_time = page.scheduled_time"""
          .formatted(FINAL);

  private static final String ORPHANS =
      """
      SELECT f.scheduled_time FROM fire f
      LEFT JOIN waiting_fire w ON w.job_uid = f.job_uid AND w.scheduled_time = f.scheduled_time
      WHERE f.job_uid = ? AND f.scheduled_time > ? AND f.scheduled_time <= ?
        AND f.next_attempt_at IS NULL AND f.state NOT IN %s AND w.job_uid IS NULL
      ORDER BY f.scheduled_time LIMIT ?"""
          .formatted(FINAL);

  private static final String ADOPT =
      """
      UPDATE fire SET next_attempt_at = ?
      WHERE job_uid = ? AND scheduled_time = ? AND next_attempt_at IS NULL AND state NOT IN %s"""
          .formatted(FINAL);

  /** Names of jobs that are due since then, and since when; served by {@code job_claim}. */
  Map<String, Instant> overdueJobs(Connection connection, Instant since, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OVERDUE_JOBS)) {
      bind(statement, 1, since);
      statement.setInt(2, limit);
      try (ResultSet row = statement.executeQuery()) {
        Map<String, Instant> found = new LinkedHashMap<>();
        while (row.next()) {
          found.put(
              row.getString("namespace") + "/" + row.getString("id"),
              Columns.instant(row, "next_run_time"));
        }
        return found;
      }
    }
  }

  /** Ids of fires that are due since then, and since when; served by {@code fire_queue}. */
  Map<String, Instant> overdueFires(Connection connection, Instant since, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OVERDUE_FIRES)) {
      bind(statement, 1, since);
      statement.setInt(2, limit);
      try (ResultSet row = statement.executeQuery()) {
        Map<String, Instant> found = new LinkedHashMap<>();
        while (row.next()) {
          found.put(key(row, "job_uid", "scheduled_time").fireId(), instant(row));
        }
        return found;
      }
    }
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return Columns.instant(row, "next_attempt_at");
  }

  /** Jobs in key order; served by the primary key. */
  List<ScannedJob> jobs(Connection connection, UUID after, int limit) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(JOB_COLUMNS + "WHERE uid > ? ORDER BY uid LIMIT ?")) {
      bind(statement, 1, after);
      statement.setInt(2, limit);
      try (ResultSet row = statement.executeQuery()) {
        List<ScannedJob> jobs = new ArrayList<>();
        while (row.next()) {
          jobs.add(job(row));
        }
        return jobs;
      }
    }
  }

  /** One job as it is by now; served by the primary key. */
  Optional<ScannedJob> job(Connection connection, UUID uid) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(JOB_COLUMNS + "WHERE uid = ?")) {
      bind(statement, 1, uid);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(job(row)) : Optional.empty();
      }
    }
  }

  private static ScannedJob job(ResultSet row) throws SQLException {
    return new ScannedJob(
        Columns.uuid(row, "uid"),
        row.getString("namespace") + "/" + row.getString("id"),
        row.getString("state"),
        Columns.instantOrNull(row, "next_run_time"),
        Columns.instantOrNull(row, "paused_until"),
        Columns.instantOrNull(row, "state_changed_at"),
        row.getInt("in_flight"),
        row.getInt("waiting"),
        row.getInt("dead_letters"),
        row.getLong("changes"));
  }

  /** Moves the next run time of a locked job; served by the primary key. */
  void plan(Connection connection, UUID uid, @Nullable Instant nextRunTime) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE job SET next_run_time = ? WHERE uid = ?")) {
      bind(statement, 1, nextRunTime);
      bind(statement, 2, uid);
      statement.executeUpdate();
    }
  }

  /** Corrects the counts of a locked job; served by the primary key. */
  void correct(Connection connection, UUID uid, LedgerCount count, int waiting)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE job SET in_flight = ?, dead_letters = ?, waiting = ? WHERE uid = ?")) {
      statement.setInt(1, count.open());
      statement.setInt(2, count.reports());
      statement.setInt(3, waiting);
      bind(statement, 4, uid);
      statement.executeUpdate();
    }
  }

  /** Counts rows of a job, earliest first; served by the primary keys of both tables. */
  LedgerCount count(Connection connection, UUID jobUid, Instant after, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      bind(statement, 1, jobUid);
      bind(statement, 2, after);
      statement.setInt(3, limit);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Instant latest = Columns.instantOrNull(row, "latest");
        return new LedgerCount(
            row.getInt("found"),
            latest == null ? after : latest,
            row.getInt("open_fires"),
            row.getInt("reports"),
            row.getInt("orphans"));
      }
    }
  }

  /** How many fires of a job wait for an instance; served by the primary key. */
  int countWaiting(Connection connection, UUID jobUid) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM waiting_fire WHERE job_uid = ? AND cause = 'OVERLAP'")) {
      bind(statement, 1, jobUid);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /**
   * Fires of a job that nothing holds; served by the primary keys of both tables.
   *
   * @param after exclusive
   * @param until inclusive
   */
  List<FireKey> orphans(Connection connection, UUID jobUid, Instant after, Instant until, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ORPHANS)) {
      bind(statement, 1, jobUid);
      bind(statement, 2, after);
      bind(statement, 3, until);
      statement.setInt(4, limit);
      try (ResultSet row = statement.executeQuery()) {
        List<FireKey> keys = new ArrayList<>();
        while (row.next()) {
          keys.add(new FireKey(jobUid, Columns.instant(row, "scheduled_time")));
        }
        return keys;
      }
    }
  }

  /**
   * Puts those of the fires into the queue that are not final and not there; served by the primary
   * key.
   *
   * @return ids of those that were
   */
  List<String> adopt(Connection connection, Collection<FireKey> keys, Instant at)
      throws SQLException {
    List<String> adopted = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ADOPT)) {
      for (FireKey key : keys) {
        bind(statement, 1, at);
        bind(statement, 2, key.jobUid());
        bind(statement, 3, key.scheduledTime());
        if (statement.executeUpdate() > 0) {
          adopted.add(key.fireId());
        }
      }
    }
    return adopted;
  }

  static FireKey key(ResultSet row, String uid, String time) throws SQLException {
    return new FireKey(Columns.uuid(row, uid), Columns.instant(row, time));
  }
}
