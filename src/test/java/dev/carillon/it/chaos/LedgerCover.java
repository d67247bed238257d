package dev.carillon.it.chaos;

import dev.carillon.it.FireRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which row of the ledger stands for a fire time. */
final class LedgerCover {

  private final Map<String, TreeMap<Instant, FireRow>> byJob = new HashMap<>();
  private final List<String> twice = new ArrayList<>();

  LedgerCover(List<FireRow> rows) {
    for (FireRow row : rows) {
      FireRow other =
          byJob.computeIfAbsent(row.uid(), job -> new TreeMap<>()).put(row.scheduled(), row);
      if (other != null) {
        twice.add(row + " and " + other);
      }
    }
    byJob.values().forEach(this::compareRanges);
  }

  /** The row of its own that a time has, otherwise the range around it; null if there is none. */
  @Nullable FireRow at(UUID job, Instant time) {
    TreeMap<Instant, FireRow> rows =
        byJob.getOrDefault(job.toString().replace("-", ""), new TreeMap<>());
    for (FireRow row : rows.headMap(time, true).descendingMap().values()) {
      if (row.scheduled().equals(time) || !row.last().isBefore(time)) {
        return row;
      }
    }
    return null;
  }

  /** Rows that stand for the same time. */
  List<String> twice() {
    return twice;
  }

  /** A range leaves out times with rows of their own, but no two ranges share a time. */
  private void compareRanges(Map<Instant, FireRow> rows) {
    FireRow range = null;
    for (FireRow row : rows.values()) {
      if (row.until() != null) {
        if (range != null && !row.scheduled().isAfter(range.last())) {
          twice.add(row + " and " + range);
        }
        range = row;
      }
    }
  }
}
