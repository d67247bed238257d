package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The fires whose lease this process holds, from their claim to their settlement. */
@ApplicationScoped
class InFlight {

  private final Map<FireKey, Fire> held = new ConcurrentHashMap<>();
  private final Map<FireKey, Fire> delivering = new ConcurrentHashMap<>();
  private final DispatcherConfig config;

  InFlight(DispatcherConfig config) {
    this.config = config;
  }

  /** Its delivery begins later. */
  void hold(Fire fire) {
    held.put(fire.key(), fire);
  }

  /** Its delivery begins. */
  void start(Fire fire) {
    FireKey key = fire.key();
    delivering.put(key, fire);
    held.remove(key, fire);
  }

  /** Forgets a fire; a later attempt of it that this process holds stays. */
  void remove(Fire fire) {
    FireKey key = fire.key();
    delivering.remove(key, fire);
    held.remove(key, fire);
  }

  /** How many are being delivered. */
  int size() {
    return delivering.size();
  }

  /** How many wait for their time. */
  int held() {
    return held.size();
  }

  /** Whether this process delivers nothing at all. */
  boolean isClosed() {
    return config.maxInFlight() == 0;
  }

  /** How many more this process may deliver. */
  int free() {
    return Math.max(0, config.maxInFlight() - delivering.size());
  }

  List<Fire> all() {
    return fires().toList();
  }

  /** Those whose lease ends within that time. */
  List<Fire> endingWithin(Duration time, Instant currentTime) {
    Instant soon = currentTime.plus(time);
    return fires()
        .filter(fire -> fire.nextAttemptAt != null && fire.nextAttemptAt.isBefore(soon))
        .toList();
  }

  private Stream<Fire> fires() {
    return Stream.concat(held.values().stream(), delivering.values().stream());
  }
}
