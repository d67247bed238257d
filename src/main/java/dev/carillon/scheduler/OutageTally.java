package dev.carillon.scheduler;

import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import dev.carillon.trigger.Trigger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts, for one transaction, what becomes of the fire times that fell into the latest outage. A
 * job that was made, or given another trigger, after its end had none. Not thread-safe.
 */
final class OutageTally {

  /** A range of more fire times counts whole where only a part of it fell into the outage. */
  private static final long MOST_SPLIT = 100_000;

  private final @Nullable Outage outage;
  private final SortedMap<String, Long> fireTimes = new TreeMap<>();

  OutageTally(@Nullable Outage outage) {
    this.outage = outage;
  }

  /** Counts what was decided of a job. */
  void add(Job job, Trigger trigger, FirePlan plan) {
    if (outage == null || outage.isBefore(job.triggerSetAt)) {
      return;
    }
    for (FirePlan.Decision decision : plan.decisions()) {
      long times = within(outage, trigger, decision);
      if (times > 0) {
        Rule rule = decision.rule();
        add(decision.isFire() || rule == null ? OutageReport.DELIVERED : rule.name(), times);
      }
    }
  }

  /** Counts a job of which nobody knows how often it was due, as once. */
  void addInError(Job job) {
    Instant due = job.nextRunTime;
    if (outage != null && due != null && outage.contains(due)) {
      add(Rule.JOB_ERROR.name(), 1);
    }
  }

  private void add(String rule, long times) {
    fireTimes.merge(rule, times, Long::sum);
  }

  /** How many of the fire times for which a decision stands fell into the outage. */
  private static long within(Outage outage, Trigger trigger, FirePlan.Decision decision) {
    Instant first = decision.scheduledTime();
    Instant last = decision.last();
    if (outage.isBefore(first) || last.isBefore(outage.startedAt())) {
      return 0;
    }
    if ((outage.contains(first) && outage.contains(last)) || decision.times() > MOST_SPLIT) {
      return decision.times();
    }
    Instant begin = first;
    if (first.isBefore(outage.startedAt())) {
      begin = trigger.next(outage.startedAt().minusNanos(1000), last);
    }
    Instant end = outage.isBefore(last) ? outage.endedAt() : last;
    return begin == null || begin.isAfter(end) ? 0 : trigger.count(begin, end, MOST_SPLIT);
  }

  /** What was counted, by rule. */
  SortedMap<String, Long> fireTimes() {
    return fireTimes;
  }

  /** Writes what was counted: no statement at all unless an outage had its part in it. */
  void write(Connection connection, OutageStore store) throws SQLException {
    if (outage != null && !fireTimes.isEmpty()) {
      store.count(connection, outage.id(), fireTimes);
    }
  }
}
