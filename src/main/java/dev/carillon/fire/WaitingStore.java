package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code waiting_fire}, which is nearly empty: fires that wait outside of the queue. */
@ApplicationScoped
public class WaitingStore {

  private static final String PUT =
      "REPLACE INTO waiting_fire (job_uid, scheduled_time, cause, lane) VALUES (?, ?, ?, ?)";

  private static final String OF_JOB =
      """
      SELECT job_uid, scheduled_time FROM waiting_fire WHERE job_uid = ? AND cause = ?
      ORDER BY scheduled_time LIMIT ?""";

  private static final String NEXT_IN_LANE =
      """
      SELECT job_uid, scheduled_time FROM waiting_fire WHERE lane = ? AND cause = 'LANE'
      ORDER BY scheduled_time, job_uid LIMIT 1""";

  private static final String DELETE =
      "DELETE FROM waiting_fire WHERE job_uid = ? AND scheduled_time = ?";

  /** Notes that fires wait. */
  public void add(Connection connection, List<Fire> fires, WaitCause cause) throws SQLException {
    if (fires.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      for (Fire fire : fires) {
        bind(statement, 1, fire.jobUid);
        bind(statement, 2, fire.scheduledTime);
        statement.setString(3, cause.name());
        statement.setString(4, cause == WaitCause.LANE ? fire.lane : null);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The earliest fires of a job that wait for that; served by the primary key. */
  public List<FireKey> ofJob(Connection connection, UUID uid, WaitCause cause, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF_JOB)) {
      bind(statement, 1, uid);
      statement.setString(2, cause.name());
      statement.setInt(3, limit);
      return keys(statement);
    }
  }

  /** Whose turn it is in a lane; null if none waits. Served by index {@code waiting_fire_lane}. */
  public @Nullable FireKey nextInLane(Connection connection, String lane) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEXT_IN_LANE)) {
      statement.setString(1, lane);
      List<FireKey> keys = keys(statement);
      return keys.isEmpty() ? null : keys.get(0);
    }
  }

  /** Notes that fires wait no longer; served by the primary key. */
  public void remove(Connection connection, Collection<FireKey> keys) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      for (FireKey key : keys) {
        bind(statement, 1, key.jobUid());
        bind(statement, 2, key.scheduledTime());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static List<FireKey> keys(PreparedStatement statement) throws SQLException {
    List<FireKey> keys = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        keys.add(new FireKey(Columns.uuid(row, "job_uid"), Columns.instant(row, "scheduled_time")));
      }
    }
    return keys;
  }
}
