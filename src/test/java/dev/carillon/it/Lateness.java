package dev.carillon.it;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How late fires were, the least late first. */
record Lateness(List<Duration> sorted) {

  /** Of the fires of which that instant is known. */
  static Lateness of(List<FireRow> fires, Function<FireRow, @Nullable Instant> instant) {
    return new Lateness(
        fires.stream()
            .flatMap(
                fire -> {
                  Instant at = instant.apply(fire);
                  return at == null
                      ? Stream.<Duration>empty()
                      : Stream.of(Duration.between(fire.scheduled(), at));
                })
            .sorted()
            .toList());
  }

  /** The lateness that so many of a hundred do not exceed. */
  Duration percentile(int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100);
  }

  @Override
  public String toString() {
    return "p50 %d ms, p99 %d ms, max %d ms"
        .formatted(
            percentile(50).toMillis(), percentile(99).toMillis(), percentile(100).toMillis());
  }
}
