package dev.carillon.scheduler;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The short transactions of the hot path: plain JDBC, READ COMMITTED by the datasource's
 * configuration. One that lost a deadlock or waited too long for a lock is tried again.
 */
@ApplicationScoped
class Transactions {

  private static final int TRIES = 5;
  private static final int DEADLOCK = 1213;
  private static final int LOCK_TIMEOUT = 1205;
  private static final int H2_LOCK_TIMEOUT = 50200;

  private final AgroalDataSource database;

  Transactions(AgroalDataSource database) {
    this.database = database;
  }

  /** What runs in a transaction; it may run more than once. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  <T> T run(Work<T> work) throws SQLException {
    for (int left = TRIES - 1; ; left--) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (left == 0 || !isLockConflict(e)) {
          throw e;
        }
        backOff();
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static boolean isLockConflict(SQLException failure) {
    int code = failure.getErrorCode();
    return code == DEADLOCK || code == LOCK_TIMEOUT || code == H2_LOCK_TIMEOUT;
  }

  /** Whether the database itself is well and refuses what the statement says. */
  static boolean isRefusal(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  private static void backOff() throws SQLException {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, 20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }
}
