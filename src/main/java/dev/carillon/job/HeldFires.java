package dev.carillon.job;

import dev.carillon.fire.Recalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * What a person's change of a job means for its fires that pods hold until their time. The argument
 * why none of them starts after the change has returned is in {@code docs/claim-ahead.md}.
 */
@ApplicationScoped
class HeldFires {

  private final Recalls recalls;
  private final ClockError error;
  private final Clock clock;

  HeldFires(Recalls recalls, ClockError error, Clock clock) {
    this.recalls = recalls;
    this.error = error;
    this.clock = clock;
  }

  /**
   * Undoes what claims have decided of times still to come, as far as no pod can have started it;
   * the job stands as if it had not been claimed ahead.
   *
   * @param job locked
   */
  void takeBack(Job job) {
    if (job.inFlight == 0) {
      return;
    }
    recalls.announce(job.uid);
    List<Instant> held = recalls.lockHeld(job.uid, clock.instant());
    // After both locks: whoever may start one of them has looked before this instant.
    Instant startable = clock.instant().plus(error.behind()).plus(Recalls.PERMIT);
    List<Instant> times = held.stream().filter(time -> time.isAfter(startable)).toList();
    if (times.isEmpty() || (job.state != JobState.ENABLED && job.state != JobState.COMPLETED)) {
      return;
    }
    recalls.takeBack(job.uid, times);
    job.nextRunTime = times.get(0);
    job.lastFireTime = recalls.decidedBefore(job.uid, times.get(0));
    job.inFlight -= times.size();
    job.fireCount -= times.size();
    job.scheduledCount -= times.size();
    if (job.state == JobState.COMPLETED) {
      job.state = JobState.ENABLED;
      job.stateReason = null;
      job.stateBy = null;
    }
  }

  /** After the commit: waits until no pod can start a fire that it found unchanged before. */
  void awaitStop(Job job) {
    if (job.inFlight != job.waiting) {
      Recalls.awaitPermits(error.behind());
    }
  }
}
