package dev.carillon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.explain.Explanation;
import dev.carillon.explain.Lateness;
import dev.carillon.explain.Outcome;
import dev.carillon.explain.Reason;
import dev.carillon.explain.Related;
import dev.carillon.explain.Standing;
import dev.carillon.job.JobState;
import dev.carillon.trigger.TriggerNote;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What happened at an instant, or will happen, and why. All members are always there. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(
    description =
        "What happened at an instant, or will happen, and why. All members are always there; null "
            + "where there is nothing to say. Times are RFC 3339 in UTC.")
public record ExplainResponse(
    String namespace,
    String jobId,
    Instant at,
    @Schema(description = "Database time of this answer.") Instant currentTime,
    Outcome outcome,
    @Schema(
            description = "For people, in one or two sentences.",
            examples = "Will fire, unless something changes until then.")
        String summary,
    @Schema(description = "All that had a say, the most important first.") List<Reason> reasons,
    @Schema(description = "What the trigger says that is valid at the instant.") Schedule schedule,
    @Schema(description = "The job's state at the instant.") State jobState,
    @Schema(description = "The row of the ledger that stands for the instant, with all attempts.")
        @Nullable FireResponse fire,
    @Schema(description = "Where the time went, if there is a row.") @Nullable Lateness lateness,
    @Schema(description = "Other fires that had a say.") List<Other> related) {

  /** What a trigger says of an instant. */
  @Schema(description = "What a trigger says of an instant.")
  public record Schedule(
      @Schema(description = "The rule in one sentence.") @Nullable String description,
      @Schema(description = "Whether the instant is one of its fire times.") boolean fireTime,
      @Schema(description = "The last fire time before the instant.") @Nullable Instant before,
      @Schema(description = "The first fire time after the instant.") @Nullable Instant after,
      @Schema(description = "What a change of the clocks on that local day does.")
          List<PreviewResponse.Note> notes,
      @Schema(description = "When this trigger was replaced; null if the job still has it.")
          @Nullable Instant replacedAt,
      @Schema(description = "Who replaced it.") @Nullable String replacedBy) {

    static Schedule of(Explanation.Schedule schedule) {
      var changed = schedule.changed();
      return new Schedule(
          schedule.description(),
          schedule.fireTime(),
          schedule.before(),
          schedule.after(),
          schedule.notes().stream().map(Schedule::note).toList(),
          changed == null ? null : changed.changedAt,
          changed == null ? null : changed.changedBy);
    }

    private static PreviewResponse.Note note(TriggerNote note) {
      return new PreviewResponse.Note(note.at(), note.rule(), note.text());
    }
  }

  /** A job's state at an instant. */
  @Schema(description = "A job's state at an instant.")
  public record State(
      JobState state,
      @Schema(description = "When it began.") @Nullable Instant since,
      @Schema(description = "Who began it.") @Nullable String by,
      @Nullable String reason,
      @Schema(description = "When a pause ends by itself.") @Nullable Instant until) {

    static State of(Standing standing) {
      return new State(
          standing.state(), standing.since(), standing.by(), standing.reason(), standing.until());
    }
  }

  /** Another fire that had a say. */
  @Schema(description = "Another fire that had a say.")
  public record Other(Related.Role role, FireResponse fire) {

    static Other of(Related related) {
      return new Other(related.role(), FireResponse.of(related.fire()));
    }
  }

  static ExplainResponse of(String namespace, String jobId, Explanation explanation) {
    return new ExplainResponse(
        namespace,
        jobId,
        explanation.at(),
        explanation.currentTime(),
        explanation.outcome(),
        explanation.summary(),
        explanation.reasons(),
        Schedule.of(explanation.schedule()),
        State.of(explanation.standing()),
        explanation.row() == null
            ? null
            : FireResponse.of(explanation.row(), explanation.attempts()),
        explanation.lateness(),
        explanation.related().stream().map(Other::of).toList());
  }
}
