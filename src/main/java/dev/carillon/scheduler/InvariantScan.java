package dev.carillon.scheduler;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Looks for what should not exist and mends it, in every process. Each check makes one bounded step
 * in a turn; what it finds it looks at again under the lock of the job before it changes anything,
 * so that neither the hot path nor another scan at the same time is disturbed.
 */
@Singleton
class InvariantScan implements Round {

  private static final Logger LOG = Logger.getLogger(InvariantScan.class);

  private final List<Check> checks;
  private final Findings findings;
  private final Duration interval;

  /** Counts are mended before anything is decided by them. */
  @Inject
  InvariantScan(
      OverdueCheck overdue,
      JobCheck jobs,
      LaneCheck lanes,
      WaitingCheck waiting,
      OrphanCheck orphans,
      Findings findings,
      SchedulerConfig config) {
    this(List.of(overdue, jobs, lanes, waiting, orphans), findings, config.scanInterval());
  }

  InvariantScan(List<Check> checks, Findings findings, Duration interval) {
    this.checks = checks;
    this.findings = findings;
    this.interval = interval;
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public void turn() throws SQLException {
    for (Check check : checks) {
      try {
        check.step();
      } catch (SQLException | RuntimeException e) {
        LOG.warnf(e, "%s could not make its step", check.getClass().getSimpleName());
      }
    }
    findings.tell();
  }
}
