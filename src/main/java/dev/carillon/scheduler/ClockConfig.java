package dev.carillon.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The clock that follows the database's. */
@ConfigMapping(prefix = "carillon.clock")
public interface ClockConfig {

  /** How often the database is asked for its time. */
  @WithDefault("1s")
  Duration sampleInterval();

  /** Above this uncertainty the process claims nothing and is not ready. */
  @WithDefault("500ms")
  Duration maxUncertainty();
}
