package dev.carillon.scheduler;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The statements on the tables {@code outage} and {@code outage_count}; by their primary keys. */
@ApplicationScoped
class OutageStore {

  private static final String ADD =
      "INSERT INTO outage (id, started_at, ended_at, pod) VALUES (?, ?, ?, ?)";

  private static final String COUNT =
      """
      INSERT INTO outage_count (outage_id, rule, fire_times) VALUES (?, ?, ?)
      ON DUPLICATE KEY UPDATE fire_times = fire_times + VALUES(fire_times)""";

  private static final String LIST =
      """
      SELECT id, started_at, ended_at FROM outage WHERE id < ? ORDER BY id DESC LIMIT ?""";

  private static final String COUNTS =
      """
      SELECT outage_id, rule, fire_times FROM outage_count WHERE outage_id BETWEEN ? AND ?""";

  /** The id of the latest outage; 0 if there was none. */
  long latestId(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT COALESCE(MAX(id), 0) FROM outage");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  void add(Connection connection, Outage outage, String podId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setLong(1, outage.id());
      bind(statement, 2, outage.startedAt());
      bind(statement, 3, outage.endedAt());
      statement.setString(4, podId);
      statement.executeUpdate();
    }
  }

  /** Writes a later end. */
  void extend(Connection connection, Outage outage) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE outage SET ended_at = ? WHERE id = ?")) {
      bind(statement, 1, outage.endedAt());
      statement.setLong(2, outage.id());
      statement.executeUpdate();
    }
  }

  /** Adds to what became of the fire times of an outage, in key order. */
  void count(Connection connection, long outageId, SortedMap<String, Long> fireTimes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      for (Map.Entry<String, Long> count : fireTimes.entrySet()) {
        statement.setLong(1, outageId);
        statement.setString(2, count.getKey());
        statement.setLong(3, count.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * Outages, latest first, with what became of their fire times.
   *
   * @param before only outages with a lower id
   */
  List<OutageReport> list(Connection connection, long before, int limit) throws SQLException {
    List<Outage> outages = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LIST)) {
      statement.setLong(1, before);
      statement.setInt(2, limit);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          outages.add(
              new Outage(
                  row.getLong("id"),
                  Columns.instant(row, "started_at"),
                  Columns.instant(row, "ended_at")));
        }
      }
    }
    if (outages.isEmpty()) {
      return List.of();
    }
    Map<Long, SortedMap<String, Long>> counts =
        counts(connection, outages.get(outages.size() - 1).id(), outages.get(0).id());
    return outages.stream()
        .map(one -> new OutageReport(one, counts.getOrDefault(one.id(), new TreeMap<>())))
        .toList();
  }

  private static Map<Long, SortedMap<String, Long>> counts(
      Connection connection, long lowest, long highest) throws SQLException {
    Map<Long, SortedMap<String, Long>> counts = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COUNTS)) {
      statement.setLong(1, lowest);
      statement.setLong(2, highest);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          counts
              .computeIfAbsent(row.getLong("outage_id"), id -> new TreeMap<>())
              .put(row.getString("rule"), row.getLong("fire_times"));
        }
      }
    }
    return counts;
  }
}
