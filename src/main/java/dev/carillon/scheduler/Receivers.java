package dev.carillon.scheduler;

import dev.carillon.target.Receiver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many deliveries are under way to each receiver: none gets more than its limit, and none so
 * many that the others have no slot. Thread-safe.
 */
@ApplicationScoped
class Receivers {

  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private volatile Set<String> answering = Set.of();
  private volatile Set<String> answeredSince = ConcurrentHashMap.newKeySet();
  private final int share;

  Receivers(DispatcherConfig config) {
    share = Math.max(1, config.maxInFlight() / 4 * 3);
  }

  boolean hasRoom(Receiver receiver) {
    return underWay.getOrDefault(receiver.name(), 0) < Math.min(receiver.limit(), share);
  }

  void enter(Receiver receiver) {
    underWay.merge(receiver.name(), 1, Integer::sum);
  }

  void leave(Receiver receiver) {
    answeredSince.add(receiver.name());
    underWay.computeIfPresent(receiver.name(), (name, count) -> count > 1 ? count - 1 : null);
  }

  /** Whether a delivery to it has ended, well or not, in one of the latest two turns. */
  boolean isAnswering(Receiver receiver) {
    return answering.contains(receiver.name()) || answeredSince.contains(receiver.name());
  }

  /** Begins another turn. */
  void turn() {
    answering = answeredSince;
    answeredSince = ConcurrentHashMap.newKeySet();
  }
}
