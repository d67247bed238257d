package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.LockedFires;
import dev.carillon.job.Job;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The ranges that stand for fire times of a page. */
final class LeftOutRanges {

  private final List<LeftOutRange> ranges;

  LeftOutRanges(SortedMap<Instant, Fire> rows, Job job) {
    ranges = rows.values().stream().map(row -> new LeftOutRange(row, job)).toList();
  }

  /**
   * Takes a time out of the range that stands for it, before its own row is written.
   *
   * @return what the range says of it; null if there is none
   */
  @Nullable Fire take(Instant time) {
    for (LeftOutRange range : ranges) {
      if (range.covers(time)) {
        range.take(time);
        return range.description();
      }
    }
    return null;
  }

  /** Writes what is left of them. */
  void settle(LockedFires rows, FireTimes fireTimes) {
    ranges.forEach(range -> range.settle(rows, fireTimes));
  }
}
