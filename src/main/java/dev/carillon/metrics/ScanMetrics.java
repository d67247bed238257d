package dev.carillon.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** What the invariant scan has found and mended. All kinds are there from the start, with zero. */
@Singleton
public class ScanMetrics {

  private final Map<Violation, Counter> found = new EnumMap<>(Violation.class);
  private final Map<Violation, Counter> repaired = new EnumMap<>(Violation.class);

  public ScanMetrics(MeterRegistry registry) {
    for (Violation kind : Violation.values()) {
      found.put(
          kind,
          counter(
              registry, "carillon.invariant.violations", "What should not exist and does", kind));
      repaired.put(
          kind,
          counter(registry, "carillon.invariant.repairs", "What should not exist, mended", kind));
    }
  }

  private static Counter counter(
      MeterRegistry registry, String name, String description, Violation kind) {
    return Counter.builder(name)
        .description(description)
        .tag("kind", kind.tag())
        .register(registry);
  }

  /** So many were found. */
  public void found(Violation kind, int count) {
    count(found, kind, count);
  }

  /** So many of those are mended. */
  public void repaired(Violation kind, int count) {
    count(repaired, kind, count);
  }

  private static void count(Map<Violation, Counter> counters, Violation kind, int count) {
    Counter counter = counters.get(kind);
    if (counter != null) {
      counter.increment(count);
    }
  }
}
