package dev.carillon.scheduler;

import dev.carillon.target.Receiver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many deliveries are under way to each receiver: none gets more than its limit, and none so
 * many that the others have no slot. Thread-safe.
 */
@ApplicationScoped
class Receivers {

  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
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
    underWay.computeIfPresent(receiver.name(), (name, count) -> count > 1 ? count - 1 : null);
  }
}
