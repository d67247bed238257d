package dev.carillon.it.chaos;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** How often what happened; for many threads. */
final class Tally {

  private final Map<String, Long> counts = new ConcurrentSkipListMap<>();

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  Map<String, Long> counts() {
    return counts;
  }
}
