package dev.carillon.scheduler;

import dev.carillon.fire.Rule;
import java.util.Set;
import java.util.SortedMap;

/**
 * An outage, and what became of the fire times that fell into it, as far as they are decided.
 *
 * @param outage when it was
 * @param byRule how many fire times each rule decided; {@link #DELIVERED} for those that became
 *     fires
 */
public record OutageReport(Outage outage, SortedMap<String, Long> byRule) {

  /** The key of fire times that became fires, at once or buffered. */
  public static final String DELIVERED = "DELIVERED";

  private static final Set<String> MISSED =
      Set.of(
          Rule.MISFIRE_GRACE_TIME.name(),
          Rule.CATCH_UP_MAX_AGE.name(),
          Rule.CATCH_UP_MAX_COUNT.name());

  /** All of them: the sum of the four others. */
  public long due() {
    return byRule.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Those that became fires. */
  public long caughtUp() {
    return byRule.getOrDefault(DELIVERED, 0L);
  }

  /** Those that became one with another. */
  public long coalesced() {
    return byRule.getOrDefault(Rule.COALESCED.name(), 0L);
  }

  /** Those that were too old or too many. */
  public long missed() {
    return byRule.entrySet().stream()
        .filter(count -> MISSED.contains(count.getKey()))
        .mapToLong(count -> count.getValue())
        .sum();
  }

  /** The others, such as those for which no instance was free. */
  public long skipped() {
    return due() - caughtUp() - coalesced() - missed();
  }
}
