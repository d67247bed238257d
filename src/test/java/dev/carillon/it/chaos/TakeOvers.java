package dev.carillon.it.chaos;

import dev.carillon.it.AttemptRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How long fires stayed with a process that was killed or suspended. */
final class TakeOvers {

  private final List<Wait> waits = new ArrayList<>();

  /**
   * @param found until somebody saw that the attempt was lost
   * @param next until the next attempt, which may be held by a pause of the job
   */
  private record Wait(String fireId, Duration found, Duration next, List<AttemptRow> attempts) {}

  /**
   * From each fault to the start of the attempt that followed one of that process, which was lost.
   *
   * @param attempts by the id of their fire, in their order
   */
  static TakeOvers after(
      List<FaultLog.Entry> faults, Map<String, List<AttemptRow>> attempts, ClockRelation clock) {
    TakeOvers takeOvers = new TakeOvers();
    for (FaultLog.Entry fault : faults) {
      Instant from = clock.earliest(fault.from());
      attempts.forEach((fire, rows) -> takeOvers.add(fault.what(), from, fire, rows));
    }
    return takeOvers;
  }

  private void add(String pod, Instant from, String fireId, List<AttemptRow> rows) {
    for (int i = 0; i + 1 < rows.size(); i++) {
      AttemptRow row = rows.get(i);
      Instant next = rows.get(i + 1).startedAt();
      boolean held =
          row.outcome().equals("LOST")
              && row.pod() != null
              && row.finishedAt() != null
              && row.pod().startsWith(pod + "-")
              && !row.startedAt().isAfter(from.plusSeconds(1))
              && next.isAfter(from);
      if (held) {
        waits.add(
            new Wait(
                fireId,
                Duration.between(from, row.finishedAt()),
                Duration.between(from, next),
                rows));
      }
    }
  }

  @Override
  public String toString() {
    return waits.isEmpty()
        ? "no fires"
        : "%d fires, lost attempts found after %s; followed after %s"
            .formatted(waits.size(), worst(Wait::found), worst(Wait::next));
  }

  private String worst(Function<Wait, Duration> time) {
    Wait worst = Collections.max(waits, Comparator.comparing(time));
    return "%d ms at most: %s with %s"
        .formatted(time.apply(worst).toMillis(), worst.fireId(), worst.attempts());
  }
}
