package dev.carillon.target.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Deliveries over HTTP; an origin is a scheme with a host and a port. */
@ConfigMapping(prefix = "carillon.http")
public interface HttpConfig {

  /** Most connections, and so deliveries, of this process to one origin; others wait. */
  @WithDefault("64")
  int connectionsPerOrigin();
}
