package dev.carillon.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was changed on jobs, and when. People's changes are written as they are made. What Carillon
 * changes by itself stands on the job's own row, and is written here when the next change ends it:
 * the hot path writes nothing.
 */
@ApplicationScoped
public class JobChanges {

  private final EntityManager entities;
  private final JobCodec codec;

  JobChanges(EntityManager entities, JobCodec codec) {
    this.entities = entities;
    this.codec = codec;
  }

  /**
   * Writes what differs on a locked job: a row for its trigger, one for its state, or one that says
   * that something else was changed. A state that began with this change is dated on the job.
   *
   * @param before the job as it was
   * @param job the job as it is now
   * @param by who changed the definition; null if nobody is known. Who changed the state is on the
   *     job
   */
  void record(JobSnapshot before, Job job, @Nullable String by, Instant currentTime) {
    boolean sameState = before.hasStateOf(job);
    boolean sameTrigger = hasSchedule(before, job);
    if (!sameState) {
      recordEnd(before, job.uid);
      if (Objects.equals(before.stateChangedAt(), job.stateChangedAt)) {
        job.stateChangedAt = currentTime;
        job.stateBy = by;
      }
    }
    if (!sameTrigger) {
      add(outdated(before, row(job.uid, ChangeKind.TRIGGER_CHANGED, by, null)), currentTime);
    }
    if (!sameState) {
      ChangeRecord row = row(job.uid, kind(job.state), job.stateBy, job.stateReason);
      row.untilTime = job.pausedUntil;
      add(row, currentTime);
    } else if (sameTrigger) {
      add(row(job.uid, ChangeKind.MODIFIED, by, null), currentTime);
    }
  }

  /** Writes that a locked job is deleted. */
  void recordDeleted(Job job, @Nullable String by, Instant currentTime) {
    recordEnd(JobSnapshot.of(job), job.uid);
    add(row(job.uid, ChangeKind.DELETED, by, null), currentTime);
  }

  /**
   * The latest change of the state at or before an instant; null if there is none. Served by the
   * primary key.
   */
  public @Nullable ChangeRecord stateAt(UUID jobUid, Instant at) {
    return first(
        "from ChangeRecord where jobUid = :uid and changedAt <= :at"
            + " and kind in (PAUSED, RESUMED, COMPLETED, ERROR) order by changedAt desc",
        jobUid,
        at);
  }

  /**
   * The first change of the trigger after an instant, which has the trigger that was valid at the
   * instant; null if the job still has it. Served by the primary key.
   */
  public @Nullable ChangeRecord triggerChangeAfter(UUID jobUid, Instant at) {
    return first(
        "from ChangeRecord where jobUid = :uid and changedAt > :at"
            + " and kind = TRIGGER_CHANGED order by changedAt",
        jobUid,
        at);
  }

  private @Nullable ChangeRecord first(String query, UUID jobUid, Instant at) {
    List<ChangeRecord> rows =
        entities
            .createQuery(query, ChangeRecord.class)
            .setParameter("uid", jobUid)
            .setParameter("at", at)
            .setMaxResults(1)
            .getResultList();
    return rows.isEmpty() ? null : rows.get(0);
  }

  /** A state that began without a row gets it now that it ends. */
  private void recordEnd(JobSnapshot before, UUID jobUid) {
    Instant since = before.stateChangedAt();
    if (before.state() == JobState.ENABLED
        || since == null
        || entities.find(ChangeRecord.class, new ChangeId(jobUid, since)) != null) {
      return;
    }
    ChangeRecord row = row(jobUid, kind(before.state()), before.stateBy(), before.stateReason());
    row.untilTime = before.pausedUntil();
    add(row, since);
  }

  private boolean hasSchedule(JobSnapshot before, Job job) {
    return before.hasTriggerOf(job)
        && (before.policies().equals(job.policies)
            || codec.policies(before.policies()).boundsLike(codec.policies(job.policies)));
  }

  private ChangeRecord outdated(JobSnapshot before, ChangeRecord row) {
    Policies bounds = codec.policies(before.policies());
    row.trigger = before.trigger();
    row.timeZone = before.timeZone();
    row.triggerSetAt = before.triggerSetAt();
    row.startTime = bounds.startTime();
    row.endTime = bounds.endTime();
    return row;
  }

  private static ChangeRecord row(
      UUID jobUid, ChangeKind kind, @Nullable String by, @Nullable String reason) {
    ChangeRecord row = new ChangeRecord();
    row.jobUid = jobUid;
    row.kind = kind;
    row.changedBy = by;
    row.reason = reason;
    return row;
  }

  private static ChangeKind kind(JobState state) {
    return switch (state) {
      case ENABLED -> ChangeKind.RESUMED;
      case PAUSED -> ChangeKind.PAUSED;
      case COMPLETED -> ChangeKind.COMPLETED;
      case ERROR -> ChangeKind.ERROR;
    };
  }

  /** The caller has locked the job, so nobody takes the free key before it does. */
  private void add(ChangeRecord row, Instant currentTime) {
    Instant free = currentTime;
    while (entities.find(ChangeRecord.class, new ChangeId(row.jobUid, free)) != null) {
      free = free.plus(1, ChronoUnit.MICROS);
    }
    row.changedAt = free;
    entities.persist(row);
  }
}
