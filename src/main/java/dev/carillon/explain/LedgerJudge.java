package dev.carillon.explain;

import dev.carillon.explain.Reason.Code;
import dev.carillon.fire.Attempt;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges an instant by the row of the ledger that covers it. */
record LedgerJudge(Evidence evidence, Fire row) {

  private static final int MOST_RELATED = 10;

  Finding find() {
    Finding finding =
        switch (row.state) {
          case PENDING -> waiting();
          case RUNNING -> running();
          case RETRYING -> retrying();
          case SUCCEEDED -> delivered();
          case FAILED -> failed();
          case MISSED -> leftOut(Outcome.MISSED, "Missed");
          case SKIPPED -> leftOut(Outcome.SKIPPED, "Skipped");
          case CANCELLED -> leftOut(Outcome.CANCELLED, "Cancelled");
        };
    addRule(finding);
    addRelated(finding);
    finding.because(Code.CLAIMED, claimed());
    if (row.untilTime != null) {
      finding.because(
          Code.RANGE,
          "one row stands for %s from %s to %s"
              .formatted(Words.times(row.fireTimes), row.scheduledTime, row.untilTime));
    }
    evidence.attempts().forEach(attempt -> finding.because(Code.ATTEMPT, text(attempt)));
    if (row.deadLetter != null) {
      finding.because(
          Code.DEAD_LETTER,
          "the report to the dead letter target is %s, attempts: %d"
              .formatted(row.deadLetter, row.deadLetterAttempt));
    }
    return finding;
  }

  private Finding waiting() {
    String why = "it waits for a process to take it";
    if (row.nextAttemptAt == null) {
      why =
          row.rule == Rule.ORDERED
              ? "it waits for its turn among the fires with its key"
              : row.rule == Rule.MAX_INSTANCES
                  ? "it waits for a free instance of the job"
                  : "it is held";
    }
    return held(
        new Finding(
                Outcome.WAITING, "Decided at %s and not started: %s.".formatted(row.claimedAt, why))
            .because(
                Code.QUEUED,
                row.nextAttemptAt == null
                    ? null
                    : "in the queue, to start from " + row.nextAttemptAt + " on"));
  }

  private Finding running() {
    Instant lease = row.nextAttemptAt;
    boolean lost = lease != null && lease.isBefore(evidence.currentTime());
    return new Finding(
            Outcome.IN_PROGRESS,
            "Under way: %s started at %s.%s"
                .formatted(
                    Words.attempt(row),
                    row.startedAt,
                    lost ? " Its lease has ended: another process will take it over." : ""))
        .because(Code.NEXT_ATTEMPT, lease == null ? null : "its lease ends at " + lease);
  }

  private Finding retrying() {
    Instant next = row.nextAttemptAt;
    return held(
        new Finding(
                Outcome.RETRYING,
                "Not delivered yet: %s failed%s. %s"
                    .formatted(
                        Words.attempt(row),
                        Words.colon(row.error),
                        next == null
                            ? "The next attempt is held."
                            : "The next attempt is due at " + next + "."))
            .because(
                Code.NEXT_ATTEMPT,
                next == null ? null : "attempt %d is due at %s".formatted(row.attempt + 1, next)));
  }

  /** Says why what could go on does not. */
  private Finding held(Finding finding) {
    if (evidence.job().state == JobState.PAUSED && !isAtOnce()) {
      finding.because(
          Code.JOB_PAUSED,
          "held while the job is paused%s%s%s"
              .formatted(
                  Words.by(evidence.job().stateBy),
                  Words.since(evidence.job().stateChangedAt),
                  Words.colon(evidence.job().stateReason)));
    } else if (evidence.job().state == JobState.ERROR) {
      finding.because(Code.JOB_ERROR, "held while the job is in state ERROR");
    }
    SchedulerPause pause = evidence.schedulerPause();
    return pause == null
        ? finding
        : finding.because(Code.SCHEDULER_PAUSED, ScheduleJudge.text(pause));
  }

  private Finding delivered() {
    return new Finding(
        Outcome.DELIVERED,
        "Delivered: %s was confirmed%s at %s, %s its time."
            .formatted(
                Words.attempt(row),
                row.responseStatus == null ? "" : " with status " + row.responseStatus,
                row.finishedAt,
                lateBy(row.finishedAt)));
  }

  private Finding failed() {
    return new Finding(
        Outcome.FAILED,
        "Failed at %s: %s was the last one%s."
            .formatted(row.finishedAt, Words.attempt(row), Words.colon(row.error)));
  }

  private Finding leftOut(Outcome outcome, String word) {
    String decided =
        row.state == FireState.CANCELLED
            ? "at " + row.finishedAt
            : "decided %s its time".formatted(lateBy(row.claimedAt));
    return new Finding(
        outcome, "%s, %s%s.".formatted(word, decided, Words.colon(ruleText(row.rule))));
  }

  private String lateBy(@Nullable Instant instant) {
    return Words.after(evidence.at(), Objects.requireNonNullElse(instant, row.claimedAt));
  }

  private void addRule(Finding finding) {
    Rule rule = row.rule;
    if (rule != null) {
      finding.because(
          Code.valueOf(rule.name()), isToBeDelivered(row) ? textOf(rule) : ruleText(rule));
    }
    if (rule == null || isToBeDelivered(row)) {
      finding.because(Code.NOTE, row.reason);
    }
  }

  /** The rule with its numbers as they were then; as they are now if nobody wrote them down. */
  private @Nullable String ruleText(@Nullable Rule rule) {
    return row.reason != null || rule == null ? row.reason : textOf(rule);
  }

  private String textOf(Rule rule) {
    return switch (rule) {
      case MISFIRE_GRACE_TIME -> "misfireGraceTime is " + evidence.policies().misfireGraceTime();
      case CATCH_UP_MAX_AGE -> "catchUp.maxAge is " + evidence.policies().catchUp().maxAge();
      case CATCH_UP_MAX_COUNT -> "catchUp.maxCount is " + evidence.policies().catchUp().most();
      case COALESCED -> "coalesce is " + evidence.policies().coalesce();
      case MAX_INSTANCES -> "maxInstances is " + evidence.policies().maxInstances();
      case ORDERED -> "fires with its key are delivered one after another";
      case ON_DEMAND -> "run on demand";
      case BACKFILL -> "backfilled";
      case RETRY -> "further attempts were asked for";
      case JOB_PAUSED -> "the job was paused";
      case JOB_DELETED -> "the job was deleted";
      case TRIGGER_CHANGED -> "the trigger was changed";
      case JOB_ERROR -> "the job was in error";
    };
  }

  private void addRelated(Finding finding) {
    if (row.rule == Rule.COALESCED) {
      Fire into = coalescedInto();
      if (into != null) {
        finding.with(Related.Role.COALESCED_INTO, into);
        finding.because(
            Code.COALESCED,
            "coalesced into %s, which is %s".formatted(into.scheduledTime, into.state));
      }
    } else if (row.rule == Rule.MAX_INSTANCES) {
      for (Fire fire : overlapping()) {
        finding.with(Related.Role.OVERLAPPED_BY, fire);
        finding.because(
            Code.MAX_INSTANCES,
            "the fire of %s was under way then, decided at %s, %s"
                .formatted(
                    fire.scheduledTime,
                    fire.claimedAt,
                    fire.finishedAt == null
                        ? "and still is: " + fire.state
                        : "until " + fire.finishedAt));
      }
    }
  }

  /** The one time of the same batch that stayed: the first after this row, or the last before. */
  private @Nullable Fire coalescedInto() {
    return Stream.concat(evidence.later().stream(), evidence.earlier().stream())
        .filter(fire -> fire != row && fire.claimedAt.equals(row.claimedAt))
        .filter(fire -> fire.untilTime == null && !isAskedFor(fire))
        .filter(fire -> fire.rule != Rule.COALESCED && fire.rule != Rule.CATCH_UP_MAX_AGE)
        .findFirst()
        .orElse(null);
  }

  /** Fires of the job that had been decided to be delivered by then and were not final yet. */
  private List<Fire> overlapping() {
    return Stream.concat(evidence.later().stream(), evidence.earlier().stream())
        .filter(fire -> fire != row && isToBeDelivered(fire))
        .filter(this::wasActive)
        .filter(fire -> fire.finishedAt == null || fire.finishedAt.isAfter(row.claimedAt))
        .limit(MOST_RELATED)
        .toList();
  }

  /** A fire that waits for an instance itself is under way from its first attempt on. */
  private boolean wasActive(Fire fire) {
    Instant since = fire.rule == Rule.MAX_INSTANCES ? Lateness.started(fire) : fire.claimedAt;
    return since != null && !since.isAfter(row.claimedAt);
  }

  private static boolean isToBeDelivered(Fire fire) {
    return switch (fire.state) {
      case PENDING, RUNNING, RETRYING, SUCCEEDED, FAILED -> true;
      case MISSED, SKIPPED, CANCELLED -> fire.attempt > 0;
    };
  }

  /** What a person asked for starts although the job is paused. */
  private boolean isAtOnce() {
    return row.rule == Rule.ON_DEMAND && row.state == FireState.PENDING;
  }

  private boolean isAskedFor() {
    return isAskedFor(row);
  }

  private static boolean isAskedFor(Fire fire) {
    return fire.rule != null && fire.rule.isAskedFor();
  }

  private String claimed() {
    return "decided%s at %s, %s its time"
        .formatted(Words.by(claimer()), row.claimedAt, lateBy(row.claimedAt));
  }

  /** Who decided: known until another process takes an attempt. */
  private @Nullable String claimer() {
    if (isAskedFor()) {
      return null;
    }
    if (row.attempt == 0) {
      return row.leaseOwner;
    }
    List<Attempt> attempts = evidence.attempts();
    if (attempts.isEmpty()) {
      return null;
    }
    Attempt first = attempts.get(0);
    return first.attempt == 1 && row.claimedAt.equals(first.startedAt) ? first.pod : null;
  }

  private static String text(Attempt attempt) {
    return "attempt %d%s, %s to %s: %s%s%s"
        .formatted(
            attempt.attempt,
            attempt.pod == null ? "" : " on " + attempt.pod,
            attempt.startedAt,
            attempt.finishedAt == null ? "…" : attempt.finishedAt,
            attempt.outcome,
            attempt.responseStatus == null ? "" : ", status " + attempt.responseStatus,
            attempt.error == null ? "" : ", " + attempt.error);
  }
}
