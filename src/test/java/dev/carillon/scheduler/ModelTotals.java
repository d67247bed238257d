package dev.carillon.scheduler;

import dev.carillon.scheduler.model.Model.Answer;
import dev.carillon.scheduler.model.Stored;
import java.time.Duration;
import java.util.List;

/** What all seeds together have been through. */
final class ModelTotals {

  private static final Duration OUTAGE = Duration.ofHours(1);

  private Duration simulated = Duration.ZERO;
  private long deliveries;
  private long attempts;
  private long failures;
  private long settledTooLate;
  private long outages;
  private long kills;
  private long killedDeliveries;
  private long persons;
  private long damages;

  void add(Duration time, Stored stored) {
    simulated = simulated.plus(time);
    deliveries += stored.deliveries();
  }

  void attempt() {
    attempts++;
  }

  void settled(List<Answer> answers, int tooLate) {
    failures += answers.stream().filter(one -> one.kind() != Answer.Kind.ACCEPTED).count();
    settledTooLate += tooLate;
  }

  void advanced(Duration step) {
    outages += step.compareTo(OUTAGE) > 0 ? 1 : 0;
  }

  void killed(int inFlight) {
    kills++;
    killedDeliveries += inFlight;
  }

  void person() {
    persons++;
  }

  void damaged() {
    damages++;
  }

  long delivered() {
    return deliveries;
  }

  @Override
  public String toString() {
    return ("%d days simulated, %d fires delivered in %d attempts, %d things done by persons; faults:"
            + " %d failed attempts, %d outages of more than an hour, %d pods killed with %d"
            + " deliveries, %d settled after their lease was lost, %d damaged jobs")
        .formatted(
            simulated.toDays(),
            deliveries,
            attempts,
            persons,
            failures,
            outages,
            kills,
            killedDeliveries,
            settledTooLate,
            damages);
  }
}
