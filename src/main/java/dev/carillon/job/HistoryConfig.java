package dev.carillon.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the ledger is kept where neither job nor namespace say, and how it is pruned. */
@ConfigMapping(prefix = "carillon.history")
public interface HistoryConfig {

  /** How long fires that SUCCEEDED are kept. */
  @WithDefault("7d")
  Duration succeeded();

  /** How long all other final fires are kept. */
  @WithDefault("30d")
  Duration failed();

  /** Rest between two steps of the pruning. */
  @WithDefault("20ms")
  Duration stepRest();

  /** Rest between two walks over the whole ledger. */
  @WithDefault("10m")
  Duration pruneInterval();
}
