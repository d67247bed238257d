package dev.carillon.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The database's time without asking it each time: this machine's clock and what they differ by.
 */
final class DatabaseClock {

  private static final int SAMPLES = 50;

  private final long offsetMicros;

  private DatabaseClock(long offsetMicros) {
    this.offsetMicros = offsetMicros;
  }

  /** Compares the clocks; of many samples the one with the shortest way to the database counts. */
  static DatabaseClock sample(Connection connection) throws SQLException {
    long best = Long.MAX_VALUE;
    long offset = 0;
    try (PreparedStatement now =
        connection.prepareStatement(
            "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))")) {
      for (int i = 0; i < SAMPLES; i++) {
        long before = Micros.local();
        long database = read(now);
        long after = Micros.local();
        if (after - before < best) {
          best = after - before;
          offset = database - (before + after) / 2;
        }
      }
    }
    // Both run on one machine: a difference within the way of the question is none.
    return new DatabaseClock(Math.abs(offset) <= best ? 0 : offset);
  }

  /** Microseconds since 1970. */
  long micros() {
    return Micros.local() + offsetMicros;
  }

  private static long read(PreparedStatement now) throws SQLException {
    try (ResultSet row = now.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
