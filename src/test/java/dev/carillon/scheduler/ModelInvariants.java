package dev.carillon.scheduler;

import dev.carillon.fire.Columns;
import dev.carillon.fire.Fire;
import dev.carillon.fire.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What must never happen, whatever the model says. */
final class ModelInvariants {

  private static final String PAUSED = "SELECT uid, paused_until FROM job WHERE state = 'PAUSED'";

  private final Map<String, Integer> attempts = new HashMap<>();
  private final Set<UUID> deleted = new HashSet<>();
  private final Set<UUID> stopped = new HashSet<>();

  /** Notes the jobs of which nothing may start now. */
  void beforeStart(Transactions transactions, Instant currentTime) throws SQLException {
    stopped.clear();
    stopped.addAll(deleted);
    transactions.run(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(PAUSED)) {
            while (row.next()) {
              Instant until = Columns.instantOrNull(row, "paused_until");
              if (until == null || until.isAfter(currentTime)) {
                stopped.add(Columns.uuid(row, "uid"));
              }
            }
          }
          return stopped;
        });
  }

  /**
   * An attempt has started.
   *
   * @return what is wrong with that; null if nothing is
   */
  @Nullable String start(Fire fire, Instant currentTime) {
    Integer before = attempts.put(fire.key().fireId(), fire.attempt);
    if (before != null && before >= fire.attempt) {
      return "attempt " + fire.attempt + " after " + before + " of " + fire.key();
    }
    if (fire.scheduledTime.isAfter(currentTime)) {
      return "started early: " + fire.key();
    }
    boolean askedFor = fire.rule == Rule.ON_DEMAND && fire.attempt == 1;
    return stopped.contains(fire.jobUid) && !askedFor
        ? "started although its job is stopped: " + fire.key()
        : null;
  }

  void deleted(UUID uid) {
    deleted.add(uid);
  }
}
