package dev.carillon.fire;

import static dev.carillon.fire.Columns.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code lane}: for each key of an ordered target the one fire that is under way. A row that
 * is locked serializes who enters and who leaves.
 */
@ApplicationScoped
public class LaneStore {

  private static final String LOCK =
      "SELECT holder_uid, holder_time FROM lane WHERE name = ? FOR UPDATE";

  /** An existing row is left as it is: who holds the lane is read afterwards, under lock. */
  private static final String INSERT =
      "INSERT IGNORE INTO lane (name, holder_uid, holder_time) VALUES (?, ?, ?)";

  private static final String HAND_OVER =
      "UPDATE lane SET holder_uid = ?, holder_time = ? WHERE name = ?";

  /**
   * Takes the lane for a fire if nobody holds it, and locks it until the transaction ends.
   *
   * @return whether this fire holds the lane now
   */
  public boolean enter(Connection connection, String lane, FireKey fire) throws SQLException {
    Optional<FireKey> holder = lock(connection, lane);
    if (holder.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
        statement.setString(1, lane);
        bind(statement, 2, fire.jobUid());
        bind(statement, 3, fire.scheduledTime());
        statement.executeUpdate();
      }
      holder = lock(connection, lane);
    }
    return holder.equals(Optional.of(fire));
  }

  /** Locks the lane; empty if nobody holds it. Served by the primary key. */
  public Optional<FireKey> lock(Connection connection, String lane) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setString(1, lane);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new FireKey(Columns.uuid(row, "holder_uid"), Columns.instant(row, "holder_time")))
            : Optional.empty();
      }
    }
  }

  /** Gives a locked lane to the next fire; null frees it. Served by the primary key. */
  public void handOver(Connection connection, String lane, @Nullable FireKey next)
      throws SQLException {
    if (next == null) {
      try (PreparedStatement statement =
          connection.prepareStatement("DELETE FROM lane WHERE name = ?")) {
        statement.setString(1, lane);
        statement.executeUpdate();
      }
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(HAND_OVER)) {
      bind(statement, 1, next.jobUid());
      bind(statement, 2, next.scheduledTime());
      statement.setString(3, lane);
      statement.executeUpdate();
    }
  }
}
