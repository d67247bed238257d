package dev.carillon.target.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Deliveries over HTTP; an origin is a scheme with a host and a port. */
@ConfigMapping(prefix = "carillon.http")
public interface HttpConfig {

  /** Most connections of this process to one origin. */
  @WithDefault("64")
  int connectionsPerOrigin();

  /** Most deliveries to one origin that have a connection or wait for one; others wait outside. */
  @WithDefault("500")
  int deliveriesPerOrigin();
}
