package dev.carillon.scheduler;

import dev.carillon.metrics.Violation;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds jobs and fires that are due for long and that nobody takes, and wakes the loop for them. It
 * tells of what it has seen in two turns: just after a pause of the scheduler everything is
 * overdue.
 */
@Singleton
class OverdueCheck implements Check {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST = 100;

  private final Transactions transactions;
  private final SchedulerGate gate;
  private final ScanStore store;
  private final Findings findings;
  private final Wakeup wakeup;
  private final Clock clock;
  private Map<String, Instant> jobs = Map.of();
  private Map<String, Instant> fires = Map.of();

  OverdueCheck(
      Transactions transactions,
      SchedulerGate gate,
      ScanStore store,
      Findings findings,
      Wakeup wakeup,
      Clock clock) {
    this.transactions = transactions;
    this.gate = gate;
    this.store = store;
    this.findings = findings;
    this.wakeup = wakeup;
    this.clock = clock;
  }

  @Override
  public void step() throws SQLException {
    Map<String, Instant> overdueJobs = new HashMap<>();
    Map<String, Instant> overdueFires = new HashMap<>();
    if (gate.look().isOpen()) {
      Instant limit = clock.instant().minus(PATIENCE);
      transactions.run(
          connection -> {
            overdueJobs.putAll(store.overdueJobs(connection, limit, MOST));
            overdueFires.putAll(store.overdueFires(connection, limit, MOST));
            return limit;
          });
    }
    report(Violation.JOB_OVERDUE, jobs, overdueJobs);
    report(Violation.FIRE_OVERDUE, fires, overdueFires);
    jobs = overdueJobs;
    fires = overdueFires;
  }

  private void report(Violation kind, Map<String, Instant> before, Map<String, Instant> overdue) {
    List<String> stuck =
        overdue.entrySet().stream()
            .filter(entry -> entry.getValue().equals(before.get(entry.getKey())))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    findings.found(kind, stuck);
    if (!stuck.isEmpty()) {
      wakeup.signal();
    }
  }
}
