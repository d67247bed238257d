package dev.carillon.explain;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireHistory;
import dev.carillon.fire.FireKey;
import dev.carillon.job.ChangeRecord;
import dev.carillon.job.Job;
import dev.carillon.job.JobCatalog;
import dev.carillon.job.JobChanges;
import dev.carillon.job.JobCodec;
import dev.carillon.job.JobDefinition;
import dev.carillon.job.JobNotFoundException;
import dev.carillon.job.Policies;
import dev.carillon.job.UnreadableJobException;
import dev.carillon.scheduler.SchedulerService;
import dev.carillon.scheduler.SchedulerState;
import dev.carillon.trigger.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of an instant of a job: a few look-ups, each of bounded length. */
@ApplicationScoped
public class ExplainService {

  /** How many rows after an instant are looked at for the one into which it was coalesced. */
  private static final int MOST_LATER = 20;

  private final JobCatalog catalog;
  private final JobCodec codec;
  private final JobChanges changes;
  private final FireHistory fires;
  private final SchedulerService scheduler;
  private final Clock clock;

  ExplainService(
      JobCatalog catalog,
      JobCodec codec,
      JobChanges changes,
      FireHistory fires,
      SchedulerService scheduler,
      Clock clock) {
    this.catalog = catalog;
    this.codec = codec;
    this.changes = changes;
    this.fires = fires;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * Says what happened at an instant, or will happen, and why.
   *
   * @param at microseconds, in the years 1970 to 9999
   * @throws JobNotFoundException if there is no such job
   */
  public Explanation explain(String namespace, String id, Instant at) {
    Job job = catalog.find(namespace, id);
    if (job == null) {
      throw new JobNotFoundException(namespace, id);
    }
    Instant currentTime = clock.instant();
    FireKey key = new FireKey(job.uid, at);
    ChangeRecord triggerChange = changes.triggerChangeAfter(job.uid, at);
    JobDefinition definition = definition(job);
    List<Fire> earlier = fires.upTo(key);
    Fire row = fires.covering(key, earlier);
    return Explainer.explain(
        new Evidence(
            at,
            currentTime,
            job,
            definition == null ? Policies.DEFAULT : definition.policies(),
            triggerChange == null ? times(job, definition) : times(job, triggerChange),
            triggerChange,
            Standing.of(job, changes.stateAt(job.uid, at), at, currentTime),
            row,
            earlier,
            fires.after(key, MOST_LATER),
            row == null ? List.of() : fires.attempts(row),
            pause()));
  }

  private @Nullable SchedulerPause pause() {
    try {
      SchedulerState state = scheduler.state();
      return state.paused()
          ? new SchedulerPause(state.since(), state.by(), state.reason(), state.pausedUntil())
          : null;
    } catch (SQLException e) {
      throw new IllegalStateException("the state of the scheduler cannot be read", e);
    }
  }

  private @Nullable JobDefinition definition(Job job) {
    try {
      return codec.read(job);
    } catch (UnreadableJobException e) {
      return null;
    }
  }

  private static @Nullable FireTimes times(Job job, @Nullable JobDefinition definition) {
    return definition == null
        ? null
        : times(
            definition.trigger(),
            job.timeZone,
            definition.policies().startTime(),
            definition.policies().endTime());
  }

  /** The fire times by the trigger that the job had until a change. */
  private @Nullable FireTimes times(Job job, ChangeRecord change) {
    try {
      return times(codec.trigger(job, change), change.timeZone, change.startTime, change.endTime);
    } catch (UnreadableJobException e) {
      return null;
    }
  }

  private static FireTimes times(
      Trigger trigger, @Nullable String timeZone, @Nullable Instant start, @Nullable Instant end) {
    return new FireTimes(
        trigger, Objects.requireNonNullElse(trigger.zone(), JobCodec.zone(timeZone)), start, end);
  }
}
