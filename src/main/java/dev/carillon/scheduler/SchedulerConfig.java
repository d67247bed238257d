package dev.carillon.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The wakeup loop. */
@ConfigMapping(prefix = "carillon.scheduler")
public interface SchedulerConfig {

  /** Longest sleep between two looks at the database. */
  @WithDefault("1s")
  Duration maxSleep();

  /**
   * How long before their time fires are claimed, to be held in memory until then; no more than
   * half of the lease.
   */
  @WithDefault("1s")
  Duration lookAhead();

  /** Most fires that this process holds until their time, or until it may deliver them. */
  @WithDefault("20000")
  int maxHeld();

  /** Most jobs or fires that one transaction takes. */
  @WithDefault("1000")
  int batchSize();

  /** How long a pod that has died keeps its fires from the others. */
  @WithDefault("15s")
  Duration leaseDuration();

  /** Whether this process claims nothing until the scheduler is resumed after its start. */
  @WithDefault("false")
  boolean startPaused();

  /** For how long no process may be at work before that is an outage. */
  @WithDefault("10s")
  Duration outageThreshold();

  /**
   * Checks what depends on each other.
   *
   * @throws IllegalArgumentException if a lease could end before the time of its fire
   */
  default void check() {
    if (lookAhead().isNegative() || lookAhead().compareTo(leaseDuration().dividedBy(2)) > 0) {
      throw new IllegalArgumentException(
          "carillon.scheduler.look-ahead is "
              + lookAhead()
              + ": expected at most half of carillon.scheduler.lease-duration, which is "
              + leaseDuration());
    }
  }
}
