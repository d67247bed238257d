package dev.carillon.scheduler;

import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.OverlapPolicy;
import dev.carillon.job.Policies;
import dev.carillon.scheduler.FirePlan.Decision;
import java.time.Instant;

/**
 * Who may start beside what is under way: {@code maxInstances} and {@code overlapPolicy}. Counts
 * what it lets start, for one batch of one job.
 */
final class Overlap {

  private final Policies policies;

  /** Whether nothing more could start before this batch. */
  private final boolean full;

  private int active;
  private int buffered;

  Overlap(Policies policies, JobLoad load) {
    this.policies = policies;
    this.active = load.active();
    this.buffered = load.buffered();
    this.full = !hasInstance();
  }

  /** Whether every time of this batch is skipped. */
  boolean isBlocked() {
    return full && policies.overlapPolicy() == OverlapPolicy.SKIP;
  }

  /** Decides one time that is to be delivered. */
  Decision decide(Instant time) {
    if (hasInstance()) {
      active++;
      return new Decision(time, null, 1, FireState.RUNNING, null, null);
    }
    boolean waits =
        switch (policies.overlapPolicy()) {
          // Times that are due together are one batch, run one after another.
          case SKIP -> !full;
          case BUFFER_ONE -> buffered == 0;
          case BUFFER_ALL -> buffered < policies.catchUp().most();
        };
    String limit = "maxInstances is " + policies.maxInstances();
    if (waits) {
      buffered++;
      return new Decision(
          time, null, 1, FireState.PENDING, Rule.MAX_INSTANCES, limit + ": waits for one");
    }
    String reason =
        "%s, %d under way and %d waiting, overlapPolicy is %s"
            .formatted(limit, active, buffered, policies.overlapPolicy());
    return new Decision(time, null, 1, FireState.SKIPPED, Rule.MAX_INSTANCES, reason);
  }

  /** Whether one more could start beside what is under way. */
  boolean hasInstance() {
    return policies.maxInstances() == null || (buffered == 0 && active < policies.maxInstances());
  }
}
