package dev.carillon.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How large the transactions of the hot path are, and how long they take. */
@Singleton
public class BatchMetrics {

  private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

  private static final Duration[] DURATIONS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry registry;
  private final Batch due;
  private final Batch queue;
  private final Batch settlement;

  BatchMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.due = new Batch("carillon.claim", Tags.of("source", "due"), registry);
    this.queue = new Batch("carillon.claim", Tags.of("source", "queue"), registry);
    this.settlement = new Batch("carillon.settlement", Tags.empty(), registry);
  }

  /** When a batch begins, to be given back when it is done. */
  public long begin() {
    return registry.config().clock().monotonicTime();
  }

  /** Due jobs were claimed, and so many of their fires decided. */
  public void claimed(int fires, long begin) {
    due.record(fires, begin() - begin);
  }

  /** So many fires were taken from the queue. */
  public void taken(int fires, long begin) {
    queue.record(fires, begin() - begin);
  }

  /** So many outcomes were written. */
  public void settled(int outcomes, long begin) {
    settlement.record(outcomes, begin() - begin);
  }

  /** Size and duration of one kind of transaction. */
  private static final class Batch {

    private final DistributionSummary size;
    private final Timer duration;

    Batch(String name, Tags tags, MeterRegistry registry) {
      this.size =
          DistributionSummary.builder(name + ".batch")
              .description("Fires that one transaction started, ended or settled")
              .tags(tags)
              .serviceLevelObjectives(SIZES)
              .register(registry);
      this.duration =
          Timer.builder(name)
              .description("How long one transaction took, tries after lock conflicts included")
              .tags(tags)
              .serviceLevelObjectives(DURATIONS)
              .register(registry);
    }

    void record(int fires, long nanos) {
      size.record(fires);
      duration.record(nanos, TimeUnit.NANOSECONDS);
    }
  }
}
