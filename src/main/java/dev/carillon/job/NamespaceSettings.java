package dev.carillon.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is set for all jobs of a namespace.
 *
 * @param history how long ledgers are kept, as it was set
 * @param effectiveHistory the same, with the configuration's where nothing was set
 * @param version counts the changes; 0 before the first
 * @param updatedAt when it was changed; null if never
 */
public record NamespaceSettings(
    String namespace,
    History history,
    History effectiveHistory,
    long version,
    @Nullable Instant updatedAt) {

  /** The entity tag: changes with every change. */
  public String tag() {
    return namespace + "-" + version;
  }
}
