package dev.carillon.explain;

import dev.carillon.explain.Reason.Code;
import dev.carillon.job.Job;
import dev.carillon.job.JobState;
import dev.carillon.job.Policies;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Judges an instant of which the ledger says nothing: by the trigger, its bounds, and the job's
 * state at that instant.
 */
record ScheduleJudge(Evidence evidence, Explanation.Schedule schedule) {

  /** Up to here fire times are counted against {@code maxFires}. */
  private static final long MOST_COUNTED = 10_000;

  Finding find() {
    Finding finding = judge();
    if (finding.outcome() != Outcome.BEFORE_CREATION) {
      addStanding(finding);
    }
    SchedulerPause pause = evidence.schedulerPause();
    if (pause != null
        && (finding.outcome() == Outcome.WAITING || finding.outcome() == Outcome.PLANNED)) {
      finding.because(Code.SCHEDULER_PAUSED, text(pause));
    }
    return finding;
  }

  private Finding judge() {
    Instant at = evidence.at();
    Job job = evidence.job();
    if (at.isBefore(job.createdAt) && evidence.isPast()) {
      return new Finding(
              Outcome.BEFORE_CREATION,
              "Nothing happened: the job did not exist yet. It was created at "
                  + job.createdAt
                  + ".")
          .because(Code.JOB_CREATED, "created at " + job.createdAt);
    }
    FireTimes times = evidence.times();
    if (times == null) {
      return new Finding(
          Outcome.JOB_ERROR, "Nobody knows: the stored trigger of the job cannot be read.");
    }
    if (times.startsAfter(at)) {
      return outside(Code.START_TIME, "before", "startTime", times.start());
    }
    if (times.endsBefore(at)) {
      return outside(Code.END_TIME, "after", "endTime", times.end());
    }
    if (!schedule.fireTime() && !isNextRun()) {
      return notAFireTime();
    }
    return switch (evidence.standing().state()) {
      case PAUSED -> paused();
      case ERROR ->
          new Finding(Outcome.JOB_ERROR, tense("No fire: the job is in state ERROR%s.", "was"));
      case COMPLETED ->
          new Finding(
              Outcome.WOULD_BE_AFTER_COMPLETION,
              tense("No fire: the job is COMPLETED%s and has no fire times any more.", "was"));
      case ENABLED -> evidence.isPast() ? past() : future();
    };
  }

  private Finding outside(Code code, String side, String bound, @Nullable Instant value) {
    return new Finding(
            Outcome.OUTSIDE_SCHEDULE,
            "Not a fire time: it lies %s the job's %s, which is %s.".formatted(side, bound, value))
        .because(code, bound + " is " + value);
  }

  private Finding notAFireTime() {
    String before =
        schedule.before() == null
            ? "there is none before it"
            : "the last one before it is " + schedule.before();
    String after =
        schedule.after() == null
            ? "there is none after it"
            : "the first one after it is " + schedule.after();
    String dst =
        schedule.notes().isEmpty()
            ? ""
            : " On that day the clocks change: " + schedule.notes().get(0).text() + ".";
    return new Finding(
            Outcome.NOT_A_FIRE_TIME,
            "Not a fire time of the trigger: %s, %s.%s".formatted(before, after, dst))
        .because(Code.TRIGGER, schedule.description());
  }

  private Finding paused() {
    Standing standing = evidence.standing();
    String unless =
        evidence.isPast()
            ? ""
            : standing.until() == null ? " It fires only if it is resumed before." : "";
    String end = standing.until() == null ? "" : ", until " + standing.until();
    return new Finding(
        Outcome.PAUSED,
        "No fire: the job %s paused%s%s%s.%s"
            .formatted(
                evidence.isPast() ? "was" : "is",
                Words.by(standing.by()),
                Words.since(standing.since()),
                end,
                unless));
  }

  private Finding past() {
    Instant at = evidence.at();
    Instant planned = evidence.job().nextRunTime;
    if (planned != null && !planned.isAfter(at)) {
      return new Finding(
              Outcome.WAITING,
              "Due since %s, and no process has decided on it yet: it is %s its time."
                  .formatted(at, Words.after(at, evidence.currentTime())))
          .because(Code.NOT_CLAIMED, "waits to be claimed, as does all since " + planned);
    }
    return new Finding(
            Outcome.NOT_RECORDED,
            "It was a fire time, and the ledger has no row of it, or none any more.")
        .because(
            Code.HISTORY,
            "final rows are deleted after history.succeeded (%s) or history.failed (%s)"
                .formatted(
                    orDefault(evidence.policies().history().succeeded()),
                    orDefault(evidence.policies().history().failed())));
  }

  private static String orDefault(@Nullable Object duration) {
    return duration == null ? "as the namespace says" : duration.toString();
  }

  private Finding future() {
    Instant first = firstPlanned();
    if (first != null && evidence.at().isBefore(first)) {
      return new Finding(
              Outcome.NOT_A_FIRE_TIME,
              "Not a fire time any more: the next run time of the job is " + first + ".")
          .because(Code.TRIGGER, schedule.description());
    }
    Policies policies = evidence.policies();
    long left = firesLeft();
    if (first != null && left <= MOST_COUNTED) {
      FireTimes times = evidence.times();
      long earlier = times == null ? 0 : times.countBefore(first, evidence.at(), left);
      if (earlier >= left) {
        return new Finding(
                Outcome.WOULD_BE_AFTER_COMPLETION,
                "No fire, unless earlier ones are left out: the job completes after %d more."
                    .formatted(left))
            .because(
                Code.MAX_FIRES,
                "maxFires is %d, and %d were decided so far"
                    .formatted(policies.maxFires(), evidence.job().scheduledCount));
      }
    }
    return new Finding(Outcome.PLANNED, "Will fire, unless something changes until then.")
        .because(Code.TRIGGER, schedule.description())
        .because(Code.UNLESS, "the job is paused, changed or deleted before")
        .because(
            Code.MAX_INSTANCES,
            policies.maxInstances() == null
                ? null
                : "maxInstances is %d, %d of the job under way now, overlapPolicy is %s"
                    .formatted(
                        policies.maxInstances(), evidence.job().inFlight, policies.overlapPolicy()))
        .because(
            Code.MISFIRE_GRACE_TIME,
            policies.misfireGraceTime() == null
                ? null
                : "it is missed if it cannot start within misfireGraceTime, which is "
                    + policies.misfireGraceTime())
        .because(
            Code.COALESCED,
            "coalesce is " + policies.coalesce() + ", if several times become due together")
        .because(
            Code.MAX_FIRES,
            policies.maxFires() == null
                ? null
                : "maxFires is %d, and %d were decided so far"
                    .formatted(policies.maxFires(), evidence.job().scheduledCount));
  }

  private long firesLeft() {
    Long most = evidence.policies().maxFires();
    return most == null ? Long.MAX_VALUE : Math.max(0, most - evidence.job().scheduledCount);
  }

  /** The first fire time to come; null if nobody knows. */
  private @Nullable Instant firstPlanned() {
    Job job = evidence.job();
    FireTimes times = evidence.times();
    if (job.state == JobState.PAUSED && job.pausedUntil != null && times != null) {
      return times.after(job.pausedUntil.minus(1, ChronoUnit.MICROS));
    }
    return job.nextRunTime;
  }

  /** A time that was planned stays one, also if the rules of its zone have changed since. */
  private boolean isNextRun() {
    return evidence.job().state == JobState.ENABLED
        && evidence.at().equals(evidence.job().nextRunTime);
  }

  private void addStanding(Finding finding) {
    Standing standing = evidence.standing();
    Code code =
        switch (standing.state()) {
          case ENABLED -> null;
          case PAUSED -> Code.JOB_PAUSED;
          case COMPLETED -> Code.JOB_COMPLETED;
          case ERROR -> Code.JOB_ERROR;
        };
    if (code != null) {
      finding.because(
          code,
          standing.state()
              + Words.by(standing.by())
              + Words.since(standing.since())
              + (standing.until() == null ? "" : " until " + standing.until())
              + Words.colon(standing.reason()));
    } else if (evidence.job().state == JobState.PAUSED && !evidence.isPast()) {
      finding.because(Code.JOB_PAUSED, "paused now, until " + evidence.job().pausedUntil);
    }
  }

  private String tense(String sentence, String past) {
    String since = Words.since(evidence.standing().since());
    String text = sentence.formatted(since);
    return evidence.isPast() ? text.replace("the job is", "the job " + past) : text;
  }

  static String text(SchedulerPause pause) {
    return "the scheduler is paused"
        + Words.by(pause.by())
        + Words.since(pause.since())
        + (pause.until() == null ? "" : " until " + pause.until())
        + Words.colon(pause.reason());
  }
}
