package dev.carillon.it;

import dev.carillon.testing.MariaDbServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Content of a table in two numbers.
 *
 * @param rows number of rows
 * @param checksum the server's checksum over all values
 */
record TableState(long rows, long checksum) {

  static TableState of(MariaDbServer server, String schema, String table) {
    try (Connection connection = server.connect(schema);
        Statement statement = connection.createStatement()) {
      return new TableState(
          number(statement, "SELECT COUNT(*) FROM " + table, 1),
          number(statement, "CHECKSUM TABLE " + table + " EXTENDED", 2));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read the table " + table, e);
    }
  }

  private static long number(Statement statement, String sql, int column) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new SQLException("No row: " + sql);
      }
      return row.getLong(column);
    }
  }
}
