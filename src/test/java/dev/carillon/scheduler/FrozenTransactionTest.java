package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A process that stands still in the middle of a transaction does not keep others from its rows.
 */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FrozenTransactionTest {

  private static final String NAMES = "('frozen-transaction', 'frozen-too')";

  /** Less than two sessions take that end one after the other because nobody says anything. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  /** There it is as long for a session that has written something. */
  private static final Duration PATIENCE_WITH_MYSQL = Duration.ofSeconds(45);

  @Inject AgroalDataSource database;

  @BeforeEach
  void add() throws SQLException {
    execute(
        "INSERT INTO namespace (name, version, updated_at) SELECT name, 1, UTC_TIMESTAMP(6)"
            + " FROM (SELECT 'frozen-transaction' AS name UNION ALL SELECT 'frozen-too') AS names");
  }

  @Test
  void itsLocksEndWithItsSession() throws SQLException {
    try (Connection frozen = begin()) {
      lock(frozen, "frozen-transaction", "");

      await().atMost(PATIENCE).until(() -> isFree("frozen-transaction"));
    }
  }

  @Test
  void oneThatWaitsForAnotherOneOfItDoesNotDoubleTheTime() throws Exception {
    try (Connection frozen = begin();
        Connection waiting = begin()) {
      write(frozen, "frozen-transaction");
      write(waiting, "frozen-too");
      // Its answer is read when the lock is there; then it, too, says nothing more.
      CompletableFuture<Boolean> answer =
          CompletableFuture.supplyAsync(() -> lockUnchecked(waiting, "frozen-transaction"));

      await().atMost(patience(frozen)).until(() -> isFree("frozen-too"));

      assertThat(answer.get()).isTrue();
    }
  }

  private static Duration patience(Connection connection) throws SQLException {
    // The driver calls every server MySQL; the version of the other one says its name.
    return connection.getMetaData().getDatabaseProductVersion().contains("MariaDB")
        ? PATIENCE
        : PATIENCE_WITH_MYSQL;
  }

  private static void write(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE namespace SET version = version + 1 WHERE name = '" + name + "'");
    }
  }

  private Connection begin() throws SQLException {
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private boolean isFree(String name) throws SQLException {
    try (Connection other = begin()) {
      boolean isFree = lock(other, name, " SKIP LOCKED");
      other.rollback();
      return isFree;
    }
  }

  private static boolean lockUnchecked(Connection connection, String name) {
    try {
      return lock(connection, name, "");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean lock(Connection connection, String name, String otherwise)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT name FROM namespace WHERE name = '%s' FOR UPDATE%s"
                    .formatted(name, otherwise))) {
      return row.next();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @AfterEach
  void remove() throws SQLException {
    execute("DELETE FROM namespace WHERE name IN " + NAMES);
  }
}
