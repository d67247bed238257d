package dev.carillon.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values that are read when they are scraped. */
@Singleton
public class Gauges {

  private static final double NANOS = 1e9;

  private final MeterRegistry registry;

  Gauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Adds a gauge.
   *
   * @param value read without waiting for anything; null if it is not known
   */
  public void add(String name, String description, Supplier<@Nullable Number> value) {
    add(name, Tags.empty(), description, value);
  }

  /** The same, one of several with that name that differ in a tag. */
  public void add(
      String name, String tag, String is, String description, Supplier<@Nullable Number> value) {
    add(name, Tags.of(tag, is), description, value);
  }

  private void add(String name, Tags tags, String description, Supplier<@Nullable Number> value) {
    Gauge.builder(name, () -> orNaN(value.get()))
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /**
   * Adds what is known of the clock. This is the only place that looks at the wall clock of this
   * machine, and it decides nothing by it.
   *
   * @param time of the database; null if it is not known
   * @param uncertainty how far behind that may be; null if it is not known
   */
  public void addClock(Supplier<@Nullable Instant> time, Supplier<@Nullable Duration> uncertainty) {
    add(
        "carillon.clock.offset.seconds",
        "The database's time minus the wall clock of this machine",
        () -> offset(time.get()));
    add(
        "carillon.clock.uncertainty.seconds",
        "How far the clock may be behind the database's",
        () -> seconds(uncertainty.get()));
  }

  private @Nullable Double offset(@Nullable Instant time) {
    return time == null
        ? null
        : seconds(
            Duration.between(Instant.ofEpochMilli(registry.config().clock().wallTime()), time));
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos() / NANOS;
  }

  private static Number orNaN(@Nullable Number value) {
    return value == null ? Double.NaN : value;
  }
}
