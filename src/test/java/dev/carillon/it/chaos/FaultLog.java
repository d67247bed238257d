package dev.carillon.it.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What broke when, by the clock of this process. */
final class FaultLog {

  /**
   * One fault.
   *
   * @param what the pod or the part
   * @param until when it was mended
   */
  record Entry(Fault fault, String what, Instant from, Instant until) {}

  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final Queue<Suspension> suspensions = new ConcurrentLinkedQueue<>();

  void add(Fault fault, String what, Instant from) {
    Entry entry = new Entry(fault, what, from, Instant.now());
    entries.add(entry);
    System.out.println("ChaosIT: " + entry);
  }

  /** Notes for how long a process stood still: less than the fault took. */
  void add(Suspension suspension) {
    suspensions.add(suspension);
  }

  List<Suspension> suspensions() {
    return List.copyOf(suspensions);
  }

  List<Entry> of(Fault fault) {
    return entries.stream().filter(entry -> entry.fault() == fault).toList();
  }
}
