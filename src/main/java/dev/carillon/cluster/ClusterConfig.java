package dev.carillon.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the processes on one database wake each other. */
@ConfigMapping(prefix = "carillon.cluster")
public interface ClusterConfig {

  /** Kafka topic on which they do; the same in all of them. */
  @WithDefault("carillon.control")
  String topic();
}
