package dev.carillon.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Deliveries of this process. */
@ConfigMapping(prefix = "carillon.dispatcher")
public interface DispatcherConfig {

  /** Most fires that this process delivers at the same time; 0 = it claims none. */
  @WithDefault("4000")
  int maxInFlight();
}
