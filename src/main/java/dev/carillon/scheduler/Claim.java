package dev.carillon.scheduler;

import dev.carillon.event.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * What one transaction has taken: what to do once it is committed.
 *
 * @param fires to dispatch
 * @param facts to tell
 */
record Claim(List<Claimed> fires, List<Fact> facts) {

  Claim() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  boolean isEmpty() {
    return fires.isEmpty() && facts.isEmpty();
  }
}
