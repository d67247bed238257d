package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.job.PauseService;
import dev.carillon.target.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Pauses jobs whose receiver is gone or whose fires fail again and again. Runs after the failure is
 * committed: should it not come to that, the next failure pauses the job.
 */
@ApplicationScoped
class FailureJudge {

  private static final Logger LOG = Logger.getLogger(FailureJudge.class);
  private static final int GONE = 410;

  private final PauseService jobs;

  FailureJudge(PauseService jobs) {
    this.jobs = jobs;
  }

  /** Judges one fire that has failed. Never throws. */
  void judge(Settlement settlement) {
    Fire fire = settlement.claimed().fire();
    try {
      if (settlement.delivery() instanceof Delivery.Rejected rejected
          && Integer.valueOf(GONE).equals(rejected.status())) {
        jobs.pauseGone(fire.namespace, fire.jobId, fire.jobUid, fire.key().fireId());
      } else if (settlement.claimed().definition().policies().pauseAfterFailures() != null) {
        jobs.pauseFailing(fire.namespace, fire.jobId, fire.jobUid, fire.key().fireId());
      }
    } catch (RuntimeException e) {
      LOG.warnf(e, "a failing job could not be paused jobId=%s", fire.jobId);
    }
  }
}
