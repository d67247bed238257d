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

  /** Most jobs or fires that one transaction takes. */
  @WithDefault("500")
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

  /** Rest between two turns of the invariant scan. */
  @WithDefault("30s")
  Duration scanInterval();
}
