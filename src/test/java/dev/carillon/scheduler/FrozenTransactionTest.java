package dev.carillon.scheduler;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A process that stands still in the middle of a transaction does not keep others from its rows.
 */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FrozenTransactionTest {

  private static final String ROW = "FROM namespace WHERE name = 'frozen-transaction'";

  @Inject AgroalDataSource database;

  @Test
  void itsLocksEndWithItsSession() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO namespace (name, version, updated_at)"
              + " VALUES ('frozen-transaction', 1, UTC_TIMESTAMP(6))");
    }
    try (Connection frozen = database.getConnection()) {
      frozen.setAutoCommit(false);
      try (Statement statement = frozen.createStatement()) {
        statement.executeQuery("SELECT name " + ROW + " FOR UPDATE");
      }

      await().atMost(Duration.ofMinutes(2)).until(this::isFree);
    }
  }

  private boolean isFree() throws SQLException {
    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT name " + ROW + " FOR UPDATE SKIP LOCKED")) {
        return row.next();
      } finally {
        other.rollback();
      }
    }
  }

  @AfterEach
  void remove() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE " + ROW);
    }
  }
}
