package dev.carillon.scheduler;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of the fire times of an outage in one transaction. Not thread-safe. */
final class OutageTally {

  private final @Nullable Outage outage;
  private final SortedMap<String, Long> fireTimes = new TreeMap<>();

  OutageTally(@Nullable Outage outage) {
    this.outage = outage;
  }

  /** Writes what was counted: nothing at all unless there was an outage of late. */
  void write(Connection connection, OutageStore store) throws SQLException {
    if (outage != null && !fireTimes.isEmpty()) {
      store.count(connection, outage.id(), fireTimes);
    }
  }
}
