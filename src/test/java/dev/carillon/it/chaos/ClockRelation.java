package dev.carillon.it.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * How the database's clock stands to that of this process.
 *
 * @param lowest the least that the database can be ahead, possibly negative
 * @param highest the most
 */
record ClockRelation(Duration lowest, Duration highest) {

  private static final int SAMPLES = 50;

  /** Asks the database again and again, and keeps the narrowest answer. */
  static ClockRelation sample(Connection connection) throws SQLException {
    ClockRelation best = new ClockRelation(Duration.ofDays(-1), Duration.ofDays(1));
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < SAMPLES; i++) {
        ClockRelation sample = once(statement);
        if (sample.width().compareTo(best.width()) < 0) {
          best = sample;
        }
      }
    }
    return best;
  }

  private static ClockRelation once(Statement statement) throws SQLException {
    Instant before = Instant.now();
    try (ResultSet row = statement.executeQuery("SELECT UTC_TIMESTAMP(6)")) {
      Instant after = Instant.now();
      if (!row.next()) {
        throw new SQLException("no time");
      }
      Instant database = row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
      return new ClockRelation(
          Duration.between(after, database), Duration.between(before, database).plusNanos(1_000));
    }
  }

  /** What both say together: the relation may have changed between them. */
  ClockRelation and(ClockRelation other) {
    return new ClockRelation(
        lowest.compareTo(other.lowest) < 0 ? lowest : other.lowest,
        highest.compareTo(other.highest) > 0 ? highest : other.highest);
  }

  Instant earliest(Instant here) {
    return here.plus(lowest);
  }

  Instant latest(Instant here) {
    return here.plus(highest);
  }

  private Duration width() {
    return highest.minus(lowest);
  }
}
