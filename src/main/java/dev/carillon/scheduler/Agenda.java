package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this process is going to start: fires that it holds until their time. Thread-safe. */
@ApplicationScoped
class Agenda {

  private static final Comparator<Held> BY_TIME = Comparator.comparing(Held::notBefore);

  private final PriorityQueue<Held> later = new PriorityQueue<>(BY_TIME);
  private final Deque<Held> ready = new ArrayDeque<>();
  private final Wakeup bell = new Wakeup();
  private volatile StartPermit permit = StartPermit.NONE;
  private long number;

  /**
   * Puts fires on the agenda.
   *
   * @param claimedFrom when the transaction that claimed them had not begun yet
   * @param found when they were valid for certain: up to its commit
   */
  void add(Collection<Claimed> fires, Instant claimedFrom, Instant found) {
    synchronized (this) {
      Instant startableUntil = StartPermit.from(found);
      for (Claimed one : fires) {
        Instant time = one.fire().scheduledTime;
        later.add(new Held(++number, one, claimedFrom, time, startableUntil));
      }
    }
    bell.signal();
  }

  StartPermit permit() {
    return permit;
  }

  void permit(StartPermit granted) {
    permit = granted;
    bell.signal();
  }

  /** Wakes whoever starts fires: it may have become possible. */
  void ring() {
    bell.signal();
  }

  /** Waits for a bell, or for that long. */
  void await(Instant until, Duration longest) throws InterruptedException {
    bell.await(until, longest);
  }

  synchronized int size() {
    return later.size() + ready.size();
  }

  /** How many are to start by now. */
  synchronized int ready(Instant currentTime) {
    while (!later.isEmpty() && !later.peek().notBefore().isAfter(currentTime)) {
      ready.add(later.remove());
    }
    return ready.size();
  }

  /** Takes the next one that is ready; null if there is none. */
  synchronized @Nullable Held poll() {
    return ready.poll();
  }

  /** Puts one back that cannot start just now. */
  synchronized void putBack(Held held) {
    ready.addFirst(held);
  }

  /** Puts one back that cannot start before that instant. */
  synchronized void postpone(Held held, Instant notBefore) {
    later.add(held.notBefore(notBefore));
  }

  /** When the next one becomes ready; null if none does. */
  synchronized @Nullable Instant nextTime() {
    return later.isEmpty() ? null : later.peek().notBefore();
  }

  synchronized List<Held> all() {
    List<Held> all = new ArrayList<>(ready);
    all.addAll(later);
    return all;
  }

  /** Everything, and the number of the latest of them. */
  synchronized Snapshot snapshot() {
    return new Snapshot(all(), number);
  }

  /**
   * What is on the agenda.
   *
   * @param latest the number of what came last, whether it is still there or not
   */
  record Snapshot(List<Held> held, long latest) {}

  /** Takes those out that are still there. */
  synchronized List<Held> remove(Collection<Fire> fires) {
    Set<Fire> unwanted = Collections.newSetFromMap(new IdentityHashMap<>());
    unwanted.addAll(fires);
    List<Held> removed = new ArrayList<>();
    for (Collection<Held> part : List.of(ready, later)) {
      part.removeIf(
          held -> {
            boolean out = unwanted.contains(held.fire());
            if (out) {
              removed.add(held);
            }
            return out;
          });
    }
    return removed;
  }

  /** Lets those be started until that instant that are still there. */
  void extend(Collection<Fire> fires, Instant startableUntil) {
    Set<Fire> valid = Collections.newSetFromMap(new IdentityHashMap<>());
    valid.addAll(fires);
    synchronized (this) {
      for (Collection<Held> part : List.of(ready, later)) {
        List<Held> extended =
            part.stream()
                .map(one -> valid.contains(one.fire()) ? one.startableUntil(startableUntil) : one)
                .toList();
        part.clear();
        part.addAll(extended);
      }
    }
    bell.signal();
  }
}
