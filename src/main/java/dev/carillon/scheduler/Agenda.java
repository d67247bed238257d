package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.target.Receiver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this process is going to start: fires that it holds until their time. Thread-safe. */
@ApplicationScoped
class Agenda {

  private static final Comparator<Held> BY_TIME =
      Comparator.comparing(held -> held.fire().scheduledTime);

  private final PriorityQueue<Held> later = new PriorityQueue<>(BY_TIME);
  private final Deque<Held> ready = new ArrayDeque<>();

  /** Ready but for their receivers, by the names of these. */
  private final Map<String, Deque<Held>> parked = new HashMap<>();

  private final Wakeup bell = new Wakeup();
  private volatile StartPermit permit = StartPermit.NONE;
  private long number;

  /** Counts what may have been decided of fires that were not there just then. */
  private long changes;

  /** The same when one was taken last. */
  private long taken;

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
        later.add(new Held(++number, one, claimedFrom, startableUntil));
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
    return parts().mapToInt(Collection::size).sum();
  }

  private Stream<Collection<Held>> parts() {
    return Stream.concat(Stream.of(ready, later), parked.values().stream());
  }

  /** How many are to start by now. */
  synchronized int ready(Instant currentTime) {
    while (!later.isEmpty() && !later.peek().fire().scheduledTime.isAfter(currentTime)) {
      ready.add(later.remove());
    }
    return ready.size();
  }

  /**
   * Takes the next one that is ready and permitted; null if there is none. The others stay: what is
   * not there is not looked at. One thread takes at a time.
   */
  synchronized @Nullable Held poll(Predicate<Held> permitted) {
    taken = changes;
    Iterator<Held> all = ready.iterator();
    while (all.hasNext()) {
      Held held = all.next();
      if (permitted.test(held)) {
        all.remove();
        return held;
      }
    }
    return null;
  }

  /**
   * Puts one aside that was taken, until its receiver has room. If fires were looked at meanwhile,
   * without this one, it comes anew: what that look found says nothing of it.
   */
  synchronized void park(Receiver receiver, Held held) {
    parked
        .computeIfAbsent(receiver.name(), name -> new ArrayDeque<>())
        .add(changes == taken ? held : held.number(++number));
  }

  /** How many wait for their receiver. */
  synchronized int parked(Receiver receiver) {
    Deque<Held> waiting = parked.get(receiver.name());
    return waiting == null ? 0 : waiting.size();
  }

  /** The receiver has room for one more: the one that waits longest is ready. */
  void unpark(Receiver receiver) {
    synchronized (this) {
      Deque<Held> waiting = parked.get(receiver.name());
      if (waiting == null) {
        return;
      }
      // All of them may have been taken back.
      Held first = waiting.poll();
      if (first != null) {
        ready.addFirst(first);
      }
      if (waiting.isEmpty()) {
        parked.remove(receiver.name());
      }
    }
    bell.signal();
  }

  /** Makes everything ready that was put aside, to be asked again. */
  synchronized void unparkAll() {
    List<Held> all = new ArrayList<>();
    parked.values().forEach(all::addAll);
    parked.clear();
    for (int i = all.size() - 1; i >= 0; i--) {
      ready.addFirst(all.get(i));
    }
  }

  /** When the next one becomes ready; null if none does. */
  synchronized @Nullable Instant nextTime() {
    return later.isEmpty() ? null : later.peek().fire().scheduledTime;
  }

  synchronized List<Held> all() {
    return parts().flatMap(Collection::stream).toList();
  }

  /** Everything, and the number of the latest of them. */
  synchronized Snapshot snapshot() {
    changes++;
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
    changes++;
    Set<Fire> unwanted = Collections.newSetFromMap(new IdentityHashMap<>());
    unwanted.addAll(fires);
    List<Held> removed = new ArrayList<>();
    parts()
        .forEach(
            part -> part.removeIf(held -> unwanted.contains(held.fire()) && removed.add(held)));
    return removed;
  }

  /** Lets those be started until that instant that are still there. */
  void extend(Collection<Fire> fires, Instant startableUntil) {
    Set<Fire> valid = Collections.newSetFromMap(new IdentityHashMap<>());
    valid.addAll(fires);
    synchronized (this) {
      parts().forEach(part -> extend(part, valid, startableUntil));
    }
    bell.signal();
  }

  private static void extend(Collection<Held> part, Set<Fire> valid, Instant startableUntil) {
    List<Held> extended =
        part.stream()
            .map(one -> valid.contains(one.fire()) ? one.startableUntil(startableUntil) : one)
            .toList();
    part.clear();
    part.addAll(extended);
  }
}
