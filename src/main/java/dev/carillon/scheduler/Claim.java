package dev.carillon.scheduler;

import dev.carillon.event.Fact;
import dev.carillon.event.JobMissed;
import dev.carillon.event.JobSkipped;
import dev.carillon.event.JobSubmitted;
import dev.carillon.fire.Attempt;
import dev.carillon.fire.Fire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one transaction has taken: what to do once it is committed.
 *
 * @param fires to dispatch
 * @param facts to tell
 * @param ended fires that are final now
 * @param lost attempts of other processes whose fires were taken over
 * @param lockedAt an instant, shortly before the commit, when it held the locks of all their jobs
 */
record Claim(
    List<Claimed> fires,
    List<Fact> facts,
    List<Ended> ended,
    List<Attempt> lost,
    Instant lockedAt) {

  Claim() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), Instant.MIN);
  }

  Claim lockedAt(Instant instant) {
    return new Claim(fires, facts, ended, lost, instant);
  }

  /**
   * A fire that is final without an attempt now.
   *
   * @param target the kind of target it was for
   */
  record Ended(Fire fire, String target) {}

  boolean isEmpty() {
    return fires.isEmpty() && facts.isEmpty() && ended.isEmpty();
  }

  /** Notes a fire that was decided just now: to deliver it or to say why not. */
  void add(Claimed claimed) {
    Fire fire = claimed.fire();
    String reason = fire.reason == null ? "" : fire.reason;
    String fireId = fire.key().fireId();
    switch (fire.state) {
      case RUNNING -> {
        fires.add(claimed);
        facts.add(new JobSubmitted(fire.namespace, fire.jobId, fireId, fire.scheduledTime));
      }
      case PENDING ->
          facts.add(new JobSubmitted(fire.namespace, fire.jobId, fireId, fire.scheduledTime));
      case MISSED -> {
        ended.add(new Ended(fire, claimed.definition().target().type()));
        facts.add(new JobMissed(fire.namespace, fire.jobId, fireId, fire.scheduledTime, reason));
      }
      default -> {
        ended.add(new Ended(fire, claimed.definition().target().type()));
        facts.add(new JobSkipped(fire.namespace, fire.jobId, fireId, fire.scheduledTime, reason));
      }
    }
  }
}
