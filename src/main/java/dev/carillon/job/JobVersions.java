package dev.carillon.job;

import static dev.carillon.fire.Columns.bind;

import dev.carillon.fire.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Tells whether jobs are still as they were when they were claimed. */
@ApplicationScoped
public class JobVersions {

  /** The versions of those of these jobs that exist; locks nothing, served by the primary key. */
  public Map<UUID, Long> of(Connection connection, Collection<UUID> uids) throws SQLException {
    String sql =
        "SELECT uid, version FROM job WHERE uid IN ("
            + String.join(", ", Collections.nCopies(uids.size(), "?"))
            + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      for (UUID uid : uids) {
        bind(statement, index++, uid);
      }
      try (ResultSet row = statement.executeQuery()) {
        Map<UUID, Long> versions = new HashMap<>();
        while (row.next()) {
          versions.put(Columns.uuid(row, "uid"), row.getLong("version"));
        }
        return versions;
      }
    }
  }
}
