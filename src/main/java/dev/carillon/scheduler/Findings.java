package dev.carillon.scheduler;

import dev.carillon.metrics.ScanMetrics;
import dev.carillon.metrics.Violation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells what the invariant scan has found: counts it, and logs it with ids. */
@Singleton
class Findings {

  private static final Logger LOG = Logger.getLogger(Findings.class);

  /** Ids of one kind in the log of one turn. */
  private static final int MOST_IDS = 20;

  private final Map<Violation, List<String>> untold = new EnumMap<>(Violation.class);
  private final ScanMetrics metrics;

  Findings(ScanMetrics metrics) {
    this.metrics = metrics;
  }

  /** These were found; they are not mended here. */
  synchronized void found(Violation kind, Collection<String> ids) {
    if (!ids.isEmpty()) {
      metrics.found(kind, ids.size());
      untold.computeIfAbsent(kind, key -> new ArrayList<>()).addAll(ids);
    }
  }

  /** These were found, and are mended by a transaction that is committed. */
  void repaired(Violation kind, Collection<String> ids) {
    if (!ids.isEmpty()) {
      found(kind, ids);
      metrics.repaired(kind, ids.size());
    }
  }

  /** Logs what has come together since the last time: one line for each kind. */
  synchronized void tell() {
    untold.forEach(
        (kind, ids) ->
            LOG.warnf(
                "invariant violated kind=%s count=%d ids=%s%s",
                kind.tag(),
                ids.size(),
                ids.subList(0, Math.min(ids.size(), MOST_IDS)),
                ids.size() > MOST_IDS ? " and others" : ""));
    untold.clear();
  }
}
