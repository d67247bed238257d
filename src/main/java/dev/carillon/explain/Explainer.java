package dev.carillon.explain;

import dev.carillon.explain.Reason.Code;
import dev.carillon.fire.Fire;
import dev.carillon.job.ChangeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what happened at an instant, or will happen, and why. Pure: the same evidence has the same
 * explanation.
 *
 * <p>The ledger has the first word. Where it says nothing, the trigger and the job's state at that
 * instant do.
 */
final class Explainer {

  private Explainer() {}

  static Explanation explain(Evidence evidence) {
    Explanation.Schedule schedule = schedule(evidence);
    Fire row = covers(evidence.row(), evidence, schedule) ? evidence.row() : null;
    Finding finding =
        row == null
            ? new ScheduleJudge(evidence, schedule).find()
            : new LedgerJudge(evidence, row).find();
    List<Reason> reasons = new ArrayList<>(finding.reasons());
    schedule
        .notes()
        .forEach(note -> reasons.add(new Reason(Code.DST, note.rule() + ": " + note.text())));
    ChangeRecord changed = schedule.changed();
    if (changed != null) {
      reasons.add(
          new Reason(
              Code.TRIGGER_CHANGED,
              "the trigger was changed at %s%s; this time is judged by the one before"
                  .formatted(changed.changedAt, Words.by(changed.changedBy))));
    }
    return new Explanation(
        evidence.at(),
        evidence.currentTime(),
        finding.outcome(),
        finding.summary(),
        List.copyOf(reasons),
        schedule,
        evidence.standing(),
        row,
        row == null ? List.of() : evidence.attempts(),
        row == null ? null : Lateness.of(row, evidence.at()),
        finding.related());
  }

  private static Explanation.Schedule schedule(Evidence evidence) {
    FireTimes times = evidence.times();
    Instant at = evidence.at();
    if (times == null) {
      return new Explanation.Schedule(null, false, null, null, List.of(), evidence.triggerChange());
    }
    return new Explanation.Schedule(
        times.trigger().describe(),
        times.contains(at),
        times.before(at),
        times.after(at),
        times.notesOfDay(at),
        evidence.triggerChange());
  }

  /** A range stands for the fire times in it, not for the instants between them. */
  private static boolean covers(
      @Nullable Fire row, Evidence evidence, Explanation.Schedule schedule) {
    return row != null
        && (row.scheduledTime.equals(evidence.at())
            || schedule.fireTime()
            || evidence.times() == null);
  }
}
