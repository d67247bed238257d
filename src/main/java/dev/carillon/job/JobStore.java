package dev.carillon.job;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of the hot path on table {@code job}, in batches, on the caller's transaction.
 * What people read and change goes through {@link JobCatalog}.
 */
@ApplicationScoped
public class JobStore {

  private static final String COLUMNS =
      """
      SELECT uid, namespace, id, format, trigger_spec, time_zone, trigger_set_at, target, policies,
        state, next_run_time, paused_until, last_fire_time, in_flight, waiting, scheduled_count,
        version
      FROM job\s""";

  /** Also what the test of the execution plan explains. */
  static final String LOCK_DUE =
      COLUMNS
          + """
          WHERE next_run_time <= ? ORDER BY next_run_time, uid LIMIT ?
          FOR UPDATE SKIP LOCKED""";

  private static final String COUNT_DUE =
      "SELECT COUNT(*) FROM (SELECT uid FROM job WHERE next_run_time <= ? LIMIT ?) AS due";

  private static final String LET_GO = "UPDATE job SET waiting = waiting - ? WHERE uid = ?";

  private static final String REMOVE_COMPLETED =
      """
      DELETE FROM job
      WHERE uid = ? AND state = 'COMPLETED' AND in_flight = 0 AND dead_letters = 0""";

  /**
   * Locks jobs that are due, earliest first; jobs that another transaction has locked are left out.
   * Served by index {@code job_claim}.
   *
   * @param currentTime jobs with a next run time up to this instant, inclusive
   */
  public List<Job> lockDue(Connection connection, Instant currentTime, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK_DUE)) {
      bind(statement, 1, currentTime);
      statement.setInt(2, limit);
      return read(statement);
    }
  }

  /**
   * Locks the jobs of these uids, in key order; jobs that another transaction has locked are left
   * out, as are those that do not exist. Served by the primary key.
   */
  public List<Job> lock(Connection connection, Collection<UUID> uids) throws SQLException {
    String sql = COLUMNS + "WHERE uid IN (" + marks(uids) + ") ORDER BY uid FOR UPDATE SKIP LOCKED";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bindAll(statement, uids);
      return read(statement);
    }
  }

  /** Which of these jobs exist, locked or not; served by the primary key. */
  public Set<UUID> existing(Connection connection, Collection<UUID> uids) throws SQLException {
    String sql = "SELECT uid FROM job WHERE uid IN (" + marks(uids) + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bindAll(statement, uids);
      try (ResultSet row = statement.executeQuery()) {
        Set<UUID> existing = new HashSet<>();
        while (row.next()) {
          existing.add(Columns.uuid(row, "uid"));
        }
        return existing;
      }
    }
  }

  /** The versions of those of these jobs that exist; locks nothing, served by the primary key. */
  public Map<UUID, Long> versions(Connection connection, Collection<UUID> uids)
      throws SQLException {
    String sql = "SELECT uid, version FROM job WHERE uid IN (" + marks(uids) + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bindAll(statement, uids);
      try (ResultSet row = statement.executeQuery()) {
        Map<UUID, Long> versions = new HashMap<>();
        while (row.next()) {
          versions.put(Columns.uuid(row, "uid"), row.getLong("version"));
        }
        return versions;
      }
    }
  }

  private static String marks(Collection<UUID> uids) {
    return String.join(", ", Collections.nCopies(uids.size(), "?"));
  }

  private static void bindAll(PreparedStatement statement, Collection<UUID> uids)
      throws SQLException {
    int index = 1;
    for (UUID uid : uids) {
      bind(statement, index++, uid);
    }
  }

  /** Writes where jobs stand after a claim, in key order; served by the primary key. */
  public void advance(Connection connection, List<JobAdvance> advances) throws SQLException {
    AdvancedJobs.write(connection, advances.stream().sorted().toList());
  }

  /**
   * Counts fires that have become final, in key order; served by the primary key. The rows are
   * locked then, also where nothing is to be counted.
   *
   * @param tallies one for each job
   * @return jobs that do not exist any more
   */
  public Set<UUID> settle(Connection connection, Collection<JobTally> tallies) throws SQLException {
    Set<UUID> gone = new LinkedHashSet<>();
    if (TalliedJobs.write(connection, tallies) < tallies.size()) {
      tallies.forEach(tally -> gone.add(tally.uid()));
      // No job comes into being with fires, and those that were counted are locked.
      gone.removeAll(existing(connection, List.copyOf(gone)));
    }
    return gone;
  }

  /** Notes that so many fires of a job have got an instance; served by the primary key. */
  public void letGo(Connection connection, UUID uid, int fires) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LET_GO)) {
      statement.setInt(1, fires);
      bind(statement, 2, uid);
      statement.executeUpdate();
    }
  }

  /**
   * Of these jobs, whose rows are locked, those for which something follows from the end of a fire:
   * others wait for an instance, or it is COMPLETED, has nothing under way, and may have policies
   * that do not keep it then. Few are either, so that few are read. Served by the primary key.
   */
  public List<Job> withSequel(Connection connection, Collection<UUID> uids) throws SQLException {
    String sql =
        COLUMNS
            + "WHERE uid IN ("
            + marks(uids)
            + ") AND (waiting > 0 OR state = 'COMPLETED' AND in_flight = 0 AND dead_letters = 0"
            + " AND policies LIKE '%\""
            + OnCompletion.DELETE.name()
            + "\"%') ORDER BY uid";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bindAll(statement, uids);
      return read(statement);
    }
  }

  /**
   * Deletes a job that is COMPLETED and has nothing under way; served by the primary key.
   *
   * @return whether it was
   */
  public boolean removeCompleted(Connection connection, UUID uid) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE_COMPLETED)) {
      bind(statement, 1, uid);
      return statement.executeUpdate() > 0;
    }
  }

  /** The policies of a job as JSON; null if there is no such job. Served by the primary key. */
  @Nullable String policies(Connection connection, UUID uid) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT policies FROM job WHERE uid = ?")) {
      bind(statement, 1, uid);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /** When the next job is due; null if none is planned. Served by index {@code job_claim}. */
  public @Nullable Instant earliestRunTime(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT MIN(next_run_time) AS earliest FROM job");
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Columns.instantOrNull(row, "earliest") : null;
    }
  }

  /**
   * How many jobs are due; served by index {@code job_claim}.
   *
   * @param most stops counting there
   */
  public int countDue(Connection connection, Instant currentTime, int most) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_DUE)) {
      bind(statement, 1, currentTime);
      statement.setInt(2, most);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static List<Job> read(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      List<Job> jobs = new ArrayList<>();
      while (row.next()) {
        jobs.add(read(row));
      }
      return jobs;
    }
  }

  private static Job read(ResultSet row) throws SQLException {
    Job job = new Job();
    job.uid = Columns.uuid(row, "uid");
    job.namespace = row.getString("namespace");
    job.id = row.getString("id");
    job.format = row.getInt("format");
    job.trigger = row.getString("trigger_spec");
    job.timeZone = row.getString("time_zone");
    job.triggerSetAt = Columns.instant(row, "trigger_set_at");
    job.target = row.getString("target");
    job.policies = row.getString("policies");
    job.state = JobState.read(row.getString("state"));
    job.nextRunTime = Columns.instantOrNull(row, "next_run_time");
    job.pausedUntil = Columns.instantOrNull(row, "paused_until");
    job.lastFireTime = Columns.instantOrNull(row, "last_fire_time");
    job.inFlight = row.getInt("in_flight");
    job.waiting = row.getInt("waiting");
    job.scheduledCount = row.getLong("scheduled_count");
    job.version = row.getLong("version");
    return job;
  }
}
