package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The fires whose lease this process holds, from their claim to their settlement. */
@ApplicationScoped
class InFlight {

  private final Map<FireKey, Fire> fires = new ConcurrentHashMap<>();
  private final DispatcherConfig config;

  InFlight(DispatcherConfig config) {
    this.config = config;
  }

  void add(Fire fire) {
    fires.put(fire.key(), fire);
  }

  /** Forgets a fire; a later attempt of it that this process holds stays. */
  void remove(Fire fire) {
    fires.remove(fire.key(), fire);
  }

  int size() {
    return fires.size();
  }

  /** How many more this process may take. */
  int free() {
    return Math.max(0, config.maxInFlight() - fires.size());
  }

  List<Fire> all() {
    return List.copyOf(fires.values());
  }

  /** Those whose lease ends within that time. */
  List<Fire> endingWithin(Duration time, Instant currentTime) {
    Instant soon = currentTime.plus(time);
    return fires.values().stream()
        .filter(fire -> fire.nextAttemptAt != null && fire.nextAttemptAt.isBefore(soon))
        .toList();
  }
}
