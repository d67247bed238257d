package dev.carillon.explain;

import dev.carillon.fire.Attempt;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireHistory;
import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import dev.carillon.job.ChangeKind;
import dev.carillon.job.ChangeRecord;
import dev.carillon.job.Job;
import dev.carillon.job.JobState;
import dev.carillon.job.Policies;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evidence about a job that fires at every full hour in UTC, was created on New Year 2026 at half
 * past midnight, and is looked at on 1 March 2026, 12:34:56.
 */
final class Scene {

  static final Instant CREATED = Instant.parse("2026-01-01T00:30:00Z");
  static final Instant CURRENT = Instant.parse("2026-03-01T12:34:56Z");

  private final Job job = new Job();
  private final List<Fire> rows = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private @Nullable ChangeRecord stateChange;
  private @Nullable ChangeRecord triggerChange;
  private @Nullable SchedulerPause pause;
  private @Nullable Trigger trigger = trigger("cron 0 * * * *", "UTC");
  private @Nullable Instant start;
  private @Nullable Instant end;
  private Policies policies = Policies.DEFAULT;

  Scene() {
    job.uid = new UUID(1, 2);
    job.namespace = "n";
    job.id = "j";
    job.state = JobState.ENABLED;
    job.createdAt = CREATED;
    job.nextRunTime = Instant.parse("2026-03-01T13:00:00Z");
  }

  static Trigger trigger(String spec, String zone) {
    return TriggerReader.read(spec, new TriggerContext(ZoneId.of(zone), CREATED, 7));
  }

  Scene trigger(Trigger other) {
    trigger = other;
    return this;
  }

  Scene unreadable() {
    trigger = null;
    return this;
  }

  Scene between(@Nullable String first, @Nullable String last) {
    start = first == null ? null : Instant.parse(first);
    end = last == null ? null : Instant.parse(last);
    return this;
  }

  Scene policies(Policies others) {
    policies = others;
    return this;
  }

  Scene job(Consumer<Job> change) {
    change.accept(job);
    return this;
  }

  /** The job as it has been since then. */
  Scene state(JobState state, String since, @Nullable String by, @Nullable String reason) {
    return job(
        it -> {
          it.state = state;
          it.stateChangedAt = Instant.parse(since);
          it.stateBy = by;
          it.stateReason = reason;
          it.nextRunTime = state == JobState.ENABLED ? it.nextRunTime : null;
        });
  }

  Scene stateChange(ChangeKind kind, String at, @Nullable String until) {
    stateChange = change(kind, at);
    stateChange.untilTime = until == null ? null : Instant.parse(until);
    return this;
  }

  Scene triggerChange(String at) {
    triggerChange = change(ChangeKind.TRIGGER_CHANGED, at);
    return this;
  }

  private static ChangeRecord change(ChangeKind kind, String at) {
    ChangeRecord change = new ChangeRecord();
    change.kind = kind;
    change.changedAt = Instant.parse(at);
    change.changedBy = "ann";
    change.reason = "some work";
    return change;
  }

  Scene schedulerPaused() {
    pause = new SchedulerPause(CURRENT.minusSeconds(60), "bob", "upgrade", null);
    return this;
  }

  /** A row that was decided at this instant. */
  Scene row(FireState state, String time, String claimedAt, Consumer<Fire> more) {
    Fire fire = new Fire();
    fire.jobUid = job.uid;
    fire.namespace = job.namespace;
    fire.jobId = job.id;
    fire.scheduledTime = Instant.parse(time);
    fire.state = state;
    fire.claimedAt = Instant.parse(claimedAt);
    fire.leaseOwner = "pod-a";
    more.accept(fire);
    rows.add(fire);
    return this;
  }

  Scene left(FireState state, Rule rule, String time, @Nullable String until, String claimedAt) {
    return row(
        state,
        time,
        claimedAt,
        fire -> {
          fire.rule = rule;
          fire.untilTime = until == null ? null : Instant.parse(until);
          fire.fireTimes = until == null ? 1 : 2;
          fire.finishedAt = fire.claimedAt;
        });
  }

  /** A row that was delivered at once, for so long. */
  Scene delivered(String time, String claimedAt, String finishedAt) {
    return row(
        FireState.SUCCEEDED,
        time,
        claimedAt,
        fire -> {
          fire.attempt = 1;
          fire.firstStartedAt = fire.claimedAt;
          fire.startedAt = fire.claimedAt;
          fire.finishedAt = Instant.parse(finishedAt);
          fire.responseStatus = 200;
        });
  }

  Scene attempt(Consumer<Attempt> more) {
    Attempt attempt = new Attempt();
    attempt.attempt = attempts.size() + 1;
    more.accept(attempt);
    attempts.add(attempt);
    return this;
  }

  Explanation at(String time) {
    Instant at = Instant.parse(time);
    List<Fire> earlier =
        rows.stream()
            .filter(row -> !row.scheduledTime.isAfter(at))
            .sorted(Comparator.comparing((Fire row) -> row.scheduledTime).reversed())
            .toList();
    List<Fire> later =
        rows.stream()
            .filter(row -> row.scheduledTime.isAfter(at))
            .sorted(Comparator.comparing(row -> row.scheduledTime))
            .toList();
    ZoneId zone = trigger == null || trigger.zone() == null ? ZoneId.of("UTC") : trigger.zone();
    return Explainer.explain(
        new Evidence(
            at,
            CURRENT,
            job,
            policies,
            trigger == null ? null : new FireTimes(trigger, zone, start, end),
            triggerChange,
            Standing.of(job, stateChange, at, CURRENT),
            FireHistory.covering(earlier, at),
            earlier,
            later,
            attempts,
            pause));
  }
}
