package dev.carillon.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Deliveries of this process. */
@ConfigMapping(prefix = "carillon.dispatcher")
public interface DispatcherConfig {

  /** Most fires that this process delivers at the same time; it claims no more than that. */
  @WithDefault("2000")
  int maxInFlight();
}
