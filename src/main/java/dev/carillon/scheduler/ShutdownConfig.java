package dev.carillon.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The end of a process. */
@ConfigMapping(prefix = "carillon")
public interface ShutdownConfig {

  /** How long to wait for deliveries in flight before their fires are left to other processes. */
  @WithDefault("20s")
  Duration shutdownTimeout();
}
