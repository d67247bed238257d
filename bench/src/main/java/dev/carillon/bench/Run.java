package dev.carillon.bench;

import java.util.EnumMap;
import java.util.Map;

/**
 * What came of a number of fires.
 *
 * @param done how many were done in time
 * @param firstMicros when the first was taken
 * @param endMicros when all were done
 * @param waitMicros from the moment they could be taken to {@code firstMicros}
 * @param lateness by what happened
 * @param duplicates fires that were delivered more than once
 * @param costs what the processes used meanwhile
 */
record Run(
    int done,
    long firstMicros,
    long endMicros,
    long waitMicros,
    Map<Step, Lateness> lateness,
    long duplicates,
    Meter.Costs costs) {

  /** What happens to a fire, in this order. */
  enum Step {
    /** Taken from the database under lock. */
    CLAIMED,
    /** Handed to the target; for a peer: its handler runs. */
    STARTED,
    /** Got by the broker, as its own time stamp says in whole milliseconds. */
    ARRIVED,
    /** Acknowledged by the target; for a peer the same as started. */
    CONFIRMED
  }

  /** Jobs a second, from the first that was taken until all were done. */
  double rate() {
    return done * 1e6 / Math.max(1, endMicros - firstMicros);
  }

  Lateness lateness(Step step) {
    return lateness.getOrDefault(step, new Lateness(new long[0]));
  }

  static Map<Step, Lateness> of(Step step, Lateness lateness) {
    Map<Step, Lateness> map = new EnumMap<>(Step.class);
    map.put(step, lateness);
    return map;
  }
}
