package dev.carillon.scheduler;

import dev.carillon.fire.FireStore;
import dev.carillon.fire.HistoryStore;
import dev.carillon.fire.LaneStore;
import dev.carillon.fire.WaitingStore;
import dev.carillon.job.JobSchedule;
import dev.carillon.job.JobStore;
import dev.carillon.metrics.ScanMetrics;
import dev.carillon.metrics.Violation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Scans of a test, beside that of the application, with counts of their own. */
@Dependent
class ScanParts {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Findings findings = new Findings(new ScanMetrics(registry));
  private final Transactions transactions;
  private final SchedulerGate gate;
  private final ScanStore store;
  private final WaitScanStore waits;
  private final JobStore jobs;
  private final JobSchedule schedule;
  private final FireStore fires;
  private final WaitingStore waiting;
  private final LaneStore laneStore;
  private final HistoryStore ledger;
  private final Lanes lanes;
  private final Aftermath aftermath;
  private final Wakeup wakeup;

  ScanParts(
      Transactions transactions,
      SchedulerGate gate,
      ScanStore store,
      WaitScanStore waits,
      JobStore jobs,
      JobSchedule schedule,
      FireStore fires,
      WaitingStore waiting,
      LaneStore laneStore,
      HistoryStore ledger,
      Lanes lanes,
      Aftermath aftermath,
      Wakeup wakeup) {
    this.transactions = transactions;
    this.gate = gate;
    this.store = store;
    this.waits = waits;
    this.jobs = jobs;
    this.schedule = schedule;
    this.fires = fires;
    this.waiting = waiting;
    this.laneStore = laneStore;
    this.ledger = ledger;
    this.lanes = lanes;
    this.aftermath = aftermath;
    this.wakeup = wakeup;
  }

  InvariantScan withoutOverdue(Clock clock) {
    JobCounts counts = new JobCounts(transactions, store, jobs, findings, wakeup, clock);
    return new InvariantScan(
        List.of(
            new JobCheck(transactions, store, jobs, schedule, counts, findings, wakeup, clock),
            new LaneCheck(transactions, waits, laneStore, lanes, findings, wakeup, clock),
            new WaitingCheck(
                transactions, waits, jobs, fires, waiting, aftermath, findings, wakeup, clock),
            new OrphanCheck(transactions, store, ledger, jobs, findings, wakeup, clock)),
        findings,
        Duration.ofDays(1));
  }

  OverdueCheck overdue(Clock clock) {
    return new OverdueCheck(transactions, gate, store, findings, wakeup, clock);
  }

  /** How many of that kind these scans have mended. */
  int repairs(Violation kind) {
    return count("carillon.invariant.repairs", kind);
  }

  /** How many of that kind these scans have found. */
  int found(Violation kind) {
    return count("carillon.invariant.violations", kind);
  }

  private int count(String name, Violation kind) {
    return (int) registry.get(name).tag("kind", kind.tag()).counter().count();
  }

  /** What these scans have mended, for people; empty if nothing. */
  String repairs() {
    return registry.find("carillon.invariant.repairs").counters().stream()
        .filter(counter -> counter.count() > 0)
        .map(ScanParts::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(Counter counter) {
    return (int) counter.count() + " " + counter.getId().getTag("kind");
  }
}
