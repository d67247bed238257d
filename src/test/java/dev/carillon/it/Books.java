package dev.carillon.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to have happened before a cut: compares the expected fires with arrivals and ledger.
 *
 * @param expected scheduled time of each expected fire by its id
 * @param cut fires of this instant and later are left out, exclusive
 */
record Books(Map<String, Instant> expected, Instant cut) {

  static Books of(List<StoredJob> jobs, Instant cut) {
    Map<String, Instant> expected = new HashMap<>();
    for (StoredJob job : jobs) {
      job.timesBefore(cut).forEach(time -> expected.put(job.fireId(time), time));
    }
    return new Books(Map.copyOf(expected), cut);
  }

  /** Expected fires that did not arrive. */
  Set<String> missing(List<Arrival> arrivals) {
    Set<String> missing = new TreeSet<>(expected.keySet());
    arrivals.forEach(arrival -> missing.remove(arrival.fireId()));
    return missing;
  }

  /** Arrivals that nothing planned, or that name another time than the planned one. */
  List<Arrival> unexpected(List<Arrival> arrivals) {
    return beforeCut(arrivals).stream()
        .filter(arrival -> !arrival.scheduled().equals(expected.get(arrival.fireId())))
        .toList();
  }

  /** Arrivals of fires that had arrived already. */
  List<Arrival> duplicates(List<Arrival> arrivals) {
    Set<String> seen = new HashSet<>();
    return beforeCut(arrivals).stream().filter(arrival -> !seen.add(arrival.fireId())).toList();
  }

  /** Arrivals before their time. */
  static List<Arrival> early(List<Arrival> arrivals) {
    return arrivals.stream().filter(arrival -> arrival.lateness().isNegative()).toList();
  }

  /** Differences between the expected fires and a ledger in which each has one row, SUCCEEDED. */
  Set<String> wrongInLedger(List<JsonNode> fires) {
    Set<String> open = new TreeSet<>(expected.keySet());
    Set<String> wrong = new TreeSet<>();
    for (JsonNode fire : fires) {
      String fireId = Json.text(fire, "fireId");
      Instant scheduled = Json.instant(fire, "scheduledTime");
      if (scheduled.isBefore(cut)) {
        boolean right =
            scheduled.equals(expected.get(fireId))
                && open.remove(fireId)
                && "SUCCEEDED".equals(Json.text(fire, "state"));
        if (!right) {
          wrong.add(fire.toString());
        }
      }
    }
    open.forEach(fireId -> wrong.add("no row for " + fireId));
    return wrong;
  }

  /** Arrivals of fires before the cut, the latest ones first. */
  List<Arrival> byLateness(List<Arrival> arrivals) {
    return beforeCut(arrivals).stream()
        .sorted(Comparator.comparing(Arrival::lateness).reversed())
        .toList();
  }

  private List<Arrival> beforeCut(List<Arrival> arrivals) {
    return arrivals.stream().filter(arrival -> arrival.scheduled().isBefore(cut)).toList();
  }
}
