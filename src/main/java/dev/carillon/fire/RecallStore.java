package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * The statements on how often fires were taken back, and of which jobs the latest times. All are
 * served by primary keys. Whoever announces holds the lock of the number until the end of its
 * transaction, so that numbers are in the order of the commits, and each has one job.
 */
@ApplicationScoped
public class RecallStore {

  /** So many of the latest are kept, at least. */
  static final int KEPT = 1000;

  /** So many old ones are deleted at once. */
  static final int DELETED = 100;

  private static final String LOCK =
      "SELECT version FROM recall WHERE id = 1 FOR UPDATE SKIP LOCKED";
  private static final String READ = "SELECT version FROM recall WHERE id = 1";
  private static final String COUNT = "UPDATE recall SET version = version + 1 WHERE id = 1";
  private static final String NAME = "INSERT INTO recalled_job (version, job_uid) VALUES (?, ?)";
  private static final String FORGET = "DELETE FROM recalled_job WHERE version <= ?";
  private static final String NAMED =
      "SELECT job_uid FROM recalled_job WHERE version > ? AND version <= ?";

  /**
   * How often fires were taken back so far; until the transaction ends nobody can take any back.
   *
   * @return empty if somebody is about to take some back
   */
  public OptionalLong lock(Connection connection) throws SQLException {
    return version(connection, LOCK);
  }

  /** Counts that fires of that job are taken back; others wait until the transaction ends. */
  void announce(Connection connection, UUID jobUid) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.executeUpdate();
    }
    long version = version(connection, READ).orElseThrow();
    try (PreparedStatement statement = connection.prepareStatement(NAME)) {
      statement.setLong(1, version);
      bind(statement, 2, jobUid);
      statement.executeUpdate();
    }
    if (version % DELETED == 0) {
      try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
        statement.setLong(1, version - KEPT);
        statement.executeUpdate();
      }
    }
  }

  /**
   * The jobs of which fires were taken back between two numbers.
   *
   * @param after exclusive
   * @param upTo inclusive; what {@link #lock} gave in this transaction
   * @return empty if not all of them are known any more
   */
  public Optional<Set<UUID>> jobs(Connection connection, long after, long upTo)
      throws SQLException {
    if (after == upTo) {
      return Optional.of(Set.of());
    }
    if (after > upTo || after < upTo - KEPT) {
      return Optional.empty();
    }
    try (PreparedStatement statement = connection.prepareStatement(NAMED)) {
      statement.setLong(1, after);
      statement.setLong(2, upTo);
      try (ResultSet row = statement.executeQuery()) {
        Set<UUID> jobs = new HashSet<>();
        long found = 0;
        while (row.next()) {
          jobs.add(Columns.uuid(row, "job_uid"));
          found++;
        }
        return found == upTo - after ? Optional.of(jobs) : Optional.empty();
      }
    }
  }

  private static OptionalLong version(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }
}
