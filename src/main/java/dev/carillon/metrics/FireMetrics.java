package dev.carillon.metrics;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How late fires are, and what becomes of them. */
@Singleton
public class FireMetrics {

  /** The target of a fire whose job is gone, or cannot be read. */
  public static final String NO_TARGET = "none";

  private static final Duration[] BUCKETS =
      LongStream.of(
              1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000,
              300_000, 900_000, 3_600_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Timer claim;
  private final Timer queue;
  private final Timer deliver;
  private final Counter takeOvers;

  /** By state, rule and target. */
  private final Map<FireState, Map<String, Map<String, Counter>>> ended = new ConcurrentHashMap<>();

  FireMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.claim = lateness("claim");
    this.queue = lateness("queue");
    this.deliver = lateness("deliver");
    this.takeOvers =
        Counter.builder("carillon.lease.takeovers")
            .description("Fires taken over from a process whose lease had run out")
            .register(registry);
  }

  private Timer lateness(String part) {
    return Timer.builder("carillon.fire.lateness")
        .description("Time from the scheduled instant of a fire to its outcome, in parts")
        .tag("part", part)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /**
   * An attempt is over. How late it was claimed and started is recorded with the first attempt of a
   * fire of the schedule; later ones wait for their backoff, and nobody scheduled what was asked
   * for.
   *
   * @param fire as it was when the attempt started
   */
  public void attempted(Fire fire, Instant finishedAt) {
    Instant startedAt = fire.startedAt;
    if (startedAt == null) {
      return;
    }
    if (fire.attempt == 1 && (fire.rule == null || !fire.rule.isAskedFor())) {
      record(claim, fire.scheduledTime, fire.claimedAt);
      record(
          queue,
          fire.claimedAt.isAfter(fire.scheduledTime) ? fire.claimedAt : fire.scheduledTime,
          startedAt);
    }
    record(deliver, startedAt, finishedAt);
  }

  /** What was done before its time is not late. */
  private static void record(Timer timer, Instant from, Instant until) {
    timer.record(Math.max(0, ChronoUnit.MICROS.between(from, until)), TimeUnit.MICROSECONDS);
  }

  /**
   * Fire times have become final.
   *
   * @param rule which decided, beside the schedule; null if none did
   * @param target the kind of target, or {@link #NO_TARGET}
   * @param times how many
   */
  public void ended(FireState state, @Nullable Rule rule, String target, long times) {
    String ruleName = rule == null ? "none" : rule.name();
    Map<String, Counter> counters =
        ended
            .computeIfAbsent(state, key -> new ConcurrentHashMap<>())
            .computeIfAbsent(ruleName, key -> new ConcurrentHashMap<>());
    Counter counter = counters.get(target);
    if (counter == null) {
      counter = counter(state, ruleName, target);
      counters.put(target, counter);
    }
    counter.increment((double) times);
  }

  private Counter counter(FireState state, String rule, String target) {
    return Counter.builder("carillon.fires")
        .description("Fire times that have become final")
        .tag("state", state.name())
        .tag("rule", rule)
        .tag("target", target)
        .register(registry);
  }

  /** So many attempts of other processes were lost, and their fires taken over. */
  public void takenOver(int fires) {
    takeOvers.increment(fires);
  }
}
