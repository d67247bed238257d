package dev.carillon.it.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What was done with a job, by the clock of the database.
 *
 * @param isStrict whether its policies let every fire time be delivered
 * @param changes in their order; the first one added it
 */
record JobLog(String id, UUID uid, boolean isStrict, List<Change> changes) {

  /** A stretch of time in which no attempt may start. */
  record Quiet(Instant from, Instant until) {}

  /** The times before the cut that the job certainly had to fire at. */
  List<Instant> certain(Instant cut) {
    List<Change> steps = steps();
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Change step = steps.get(i);
      if (step.plan() != null && step.isEnabled()) {
        Instant end = i + 1 < steps.size() ? steps.get(i + 1).begins() : cut;
        times.addAll(step.plan().between(step.returned(), end.isBefore(cut) ? end : cut));
      }
    }
    return times;
  }

  /** Whether the job may have fired at that time. */
  boolean allows(Instant time) {
    List<Change> steps = steps();
    for (int i = 0; i < steps.size(); i++) {
      Change step = steps.get(i);
      Instant end = i + 1 < steps.size() ? steps.get(i + 1).returned() : Instant.MAX;
      if (step.plan() != null
          && step.isEnabled()
          && (step.plan().isDate() || (!time.isBefore(step.earliest()) && !time.isAfter(end)))
          && step.plan().yields(time)) {
        return true;
      }
    }
    return false;
  }

  /** From the return of each pause, or of the deletion, to the sending of what ends it. */
  List<Quiet> quiet() {
    List<Quiet> stretches = new ArrayList<>();
    Instant from = null;
    for (Change step : steps()) {
      boolean fires = step.plan() != null && step.isEnabled();
      if (fires && from != null) {
        stretches.add(new Quiet(from, step.sent()));
        from = null;
      } else if (!fires && from == null) {
        from = step.returned();
      }
    }
    if (from != null) {
      stretches.add(new Quiet(from, Instant.MAX));
    }
    return stretches;
  }

  /** Whether a call may have cancelled fires of the job at that instant. */
  boolean mayCancel(Instant at) {
    return changes.stream()
        .anyMatch(
            change ->
                switch (change.kind()) {
                  case PAUSE, CHANGE_TRIGGER ->
                      !at.isBefore(change.earliest()) && !at.isAfter(change.returned());
                  case DELETE -> !at.isBefore(change.earliest());
                  case ADD, CHANGE_TARGET, RESUME -> false;
                });
  }

  /** Without the changes that leave schedule and state as they are. */
  private List<Change> steps() {
    List<Change> steps = new ArrayList<>();
    for (Change change : changes) {
      Change last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
      if (last == null
          || !Objects.equals(last.plan(), change.plan())
          || last.isEnabled() != change.isEnabled()) {
        steps.add(change);
      }
    }
    return steps;
  }
}
