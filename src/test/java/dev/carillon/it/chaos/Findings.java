package dev.carillon.it.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the checker found: violations, and counts for the reader. */
final class Findings {

  /** What must not happen. */
  enum Violation {
    /** A certain fire time without a final row, or delivered by the ledger alone. */
    LOST,
    /** A certain fire time that was left out, though the policies of its job let none go. */
    LEFT_OUT,
    /** An arrival before its time. */
    EARLY,
    /** An arrival that no trigger planned. */
    UNPLANNED,
    /** Two rows of the ledger for one time of a job. */
    DECIDED_TWICE,
    /** An arrival of a time that has come before, under another id. */
    OTHER_ID,
    /** The same attempt of a fire, from two processes. */
    ATTEMPT_TWICE,
    /** An arrival after a returned pause or delete that had not started before. */
    AFTER_RETURN
  }

  private static final int MOST_TOLD = 10;

  private final Map<Violation, List<String>> violations = new EnumMap<>(Violation.class);
  private final Map<String, Long> counts = new TreeMap<>();

  void add(Violation violation, String text) {
    violations.computeIfAbsent(violation, none -> new ArrayList<>()).add(text);
  }

  void count(String what) {
    count(what, 1);
  }

  void count(String what, long number) {
    counts.merge(what, number, Long::sum);
  }

  /** Keeps the largest of the numbers. */
  void largest(String what, long number) {
    counts.merge(what, number, Long::max);
  }

  Map<String, Long> counts() {
    return counts;
  }

  List<String> of(Violation violation) {
    return violations.getOrDefault(violation, List.of());
  }

  boolean isClean() {
    return violations.isEmpty();
  }

  /** How many of each kind, and the first of them. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Violation violation : Violation.values()) {
      List<String> found = of(violation);
      text.append("%n  %d %s".formatted(found.size(), violation));
      found.stream()
          .limit(MOST_TOLD)
          .forEach(one -> text.append("%n      ".formatted()).append(one));
    }
    return text.toString();
  }
}
