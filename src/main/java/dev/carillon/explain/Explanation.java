package dev.carillon.explain;

import dev.carillon.fire.Attempt;
import dev.carillon.fire.Fire;
import dev.carillon.job.ChangeRecord;
import dev.carillon.trigger.TriggerNote;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened at an instant, or will happen, and why.
 *
 * @param at the instant
 * @param currentTime database time
 * @param outcome for programs
 * @param summary for people: one or two sentences
 * @param reasons all that had a say, the most important first
 * @param schedule what the trigger that is valid at the instant says
 * @param standing the job's state at the instant
 * @param row the row of the ledger that covers the instant; null if there is none
 * @param attempts all attempts of that row
 * @param lateness null without a row
 * @param related other fires that had a say
 */
public record Explanation(
    Instant at,
    Instant currentTime,
    Outcome outcome,
    String summary,
    List<Reason> reasons,
    Schedule schedule,
    Standing standing,
    @Nullable Fire row,
    List<Attempt> attempts,
    @Nullable Lateness lateness,
    List<Related> related) {

  /**
   * What a trigger says of an instant.
   *
   * @param description the rule in one sentence; null if it cannot be read
   * @param fireTime whether the instant is one of its fire times
   * @param before the last fire time before the instant; null if there is none
   * @param after the first fire time after it; null if there is none
   * @param notes what a change of the zone's offset does to that local day
   * @param changed the change that ended this trigger; null if the job still has it
   */
  public record Schedule(
      @Nullable String description,
      boolean fireTime,
      @Nullable Instant before,
      @Nullable Instant after,
      List<TriggerNote> notes,
      @Nullable ChangeRecord changed) {}
}
