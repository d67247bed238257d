package dev.carillon.fire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Where the databases that are spoken to differ in their SQL. */
public enum Product {
  /** MySQL and MariaDB. */
  MYSQL("UTC_TIMESTAMP(6)", " LOCK IN SHARE MODE"),

  /**
   * The embedded one of dev mode. It has no UTC_TIMESTAMP, but its session runs in UTC by the
   * connection URL; and it has no shared row lock, but dev mode has only one process.
   */
  H2("LOCALTIMESTAMP(6)", " FOR UPDATE");

  private final String now;
  private final String share;

  Product(String now, String share) {
    this.now = now;
    this.share = share;
  }

  /** The one that this connection speaks to. */
  public static Product of(Connection connection) throws SQLException {
    return "H2".equals(connection.getMetaData().getDatabaseProductName()) ? H2 : MYSQL;
  }

  /** The expression for the time of the statement: UTC wall clock, microseconds. */
  public String now() {
    return now;
  }

  /** What makes a query lock its rows so that others may read but not lock them to write. */
  public String share() {
    return share;
  }

  /** The database's time, asked for just now. */
  public Instant time(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT " + now);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
  }
}
