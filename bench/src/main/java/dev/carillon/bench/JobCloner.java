package dev.carillon.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes many jobs of one that the API has stored: rows of table {@code job} in the form that the
 * API gave the template, with names and times of their own.
 *
 * <p>The columns come from the database's catalogue, and whatever in the template carries its time,
 * {@link #TIME}, carries the time of the copy in the copy. So new columns need no change here.
 */
final class JobCloner {

  /** The time in a template's trigger. */
  static final String TIME = "2199-12-31T00:00:00Z";

  private static final String TIME_COLUMN_VALUE = "2199-12-31 00:00:00.000000";
  private static final String DUE =
      "TIMESTAMPADD(MICROSECOND, d.due, CAST('1970-01-01' AS DATETIME(6)))";
  private static final int PART = 5_000;

  private final Connection connection;
  private int made;

  /**
   * A cloner on a connection of its own.
   *
   * @param connection to the schema with the table
   */
  JobCloner(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION time_zone = '+00:00'");
      statement.execute(
          "CREATE TEMPORARY TABLE bench_due (n INT PRIMARY KEY, due BIGINT NOT NULL)");
    }
    connection.setAutoCommit(false);
  }

  /**
   * Inserts copies and commits each part of some thousands.
   *
   * @param dueMicros first time of each copy
   */
  void insert(String namespace, String template, long[] dueMicros) throws SQLException {
    String sql = copy(namespace, template);
    for (int from = 0; from < dueMicros.length; from += PART) {
      int before = Math.min(dueMicros.length, from + PART);
      insertPart(sql, Arrays.copyOfRange(dueMicros, from, before));
      connection.commit();
    }
  }

  /** Inserts copies and leaves the commit, at which all are there, to {@link #commit()}. */
  void insertWithoutCommit(String namespace, String template, long[] dueMicros)
      throws SQLException {
    insertPart(copy(namespace, template), dueMicros);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  private void insertPart(String sql, long[] dueMicros) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement due =
            connection.prepareStatement("INSERT INTO bench_due (n, due) VALUES (?, ?)")) {
      statement.execute("DELETE FROM bench_due");
      for (int i = 0; i < dueMicros.length; i++) {
        due.setInt(1, made++);
        due.setLong(2, dueMicros[i]);
        due.addBatch();
        if (i % 10_000 == 9_999) {
          due.executeBatch();
        }
      }
      due.executeBatch();
      int copies = statement.executeUpdate(sql);
      if (copies != dueMicros.length) {
        throw new IllegalStateException(copies + " copies instead of " + dueMicros.length);
      }
    }
  }

  private String copy(String namespace, String template) throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    String where = "t.namespace = '" + namespace + "' AND t.id = '" + template + "'";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM job t WHERE " + where)) {
      if (!row.next()) {
        throw new IllegalStateException("No template " + namespace + "/" + template);
      }
      for (String column : columns()) {
        names.add("`" + column + "`");
        values.add(value(column, row.getString(column)));
      }
    }
    connection.commit();
    if (values.stream().noneMatch(value -> value.startsWith("REPLACE"))) {
      throw new IllegalStateException("The template's trigger does not carry " + TIME);
    }
    return "INSERT INTO job (%s) SELECT %s FROM job t JOIN bench_due d WHERE %s ORDER BY d.n"
        .formatted(String.join(", ", names), String.join(", ", values), where);
  }

  private static String value(String column, String template) {
    return switch (column) {
      case "uid" ->
          // 48 bits that grow, version 7, 12 bits, variant, 62 bits: ordered like UUIDv7.
          "UNHEX(CONCAT(LPAD(HEX(UNIX_TIMESTAMP() * 1000), 12, '0'), '7', LPAD(HEX(d.n DIV 65536),"
              + " 3, '0'), '8', LPAD(HEX(d.n MOD 65536), 4, '0'), LEFT(MD5(CONCAT(t.uid, d.n)),"
              + " 11)))";
      case "id" -> "CONCAT('job-', d.n)";
      default -> {
        if (template == null) {
          yield "t.`" + column + "`";
        } else if (isTime(template)) {
          yield DUE;
        } else if (template.contains(TIME)) {
          yield "REPLACE(t.`%s`, '%s', DATE_FORMAT(%s, '%%Y-%%m-%%dT%%H:%%i:%%s.%%fZ'))"
              .formatted(column, TIME, DUE);
        } else {
          yield "t.`" + column + "`";
        }
      }
    };
  }

  private static boolean isTime(String value) {
    return value.startsWith(TIME_COLUMN_VALUE.substring(0, 19));
  }

  /** The columns that take a value: neither generated nor counted by the database. */
  private List<String> columns() throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT column_name FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name = 'job'
                  AND UPPER(extra) NOT LIKE '%GENERATED%' AND extra NOT LIKE '%auto_increment%'
                ORDER BY ordinal_position""")) {
      while (row.next()) {
        columns.add(row.getString(1));
      }
    }
    return columns;
  }
}
