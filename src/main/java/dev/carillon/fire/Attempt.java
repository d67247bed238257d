package dev.carillon.fire;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver a fire. The table has those that were followed by another one; the latest
 * is in the fire's own row, see {@link #latest}.
 */
@Entity
@Table(name = "attempt")
@IdClass(AttemptId.class)
@NullUnmarked
public class Attempt extends PanacheEntityBase {

  @Id
  @Column(name = "job_uid")
  @JdbcTypeCode(SqlTypes.BINARY)
  public UUID jobUid;

  @Id
  @Column(name = "scheduled_time")
  public Instant scheduledTime;

  /** Number of the attempt, 1-based. */
  @Id public int attempt;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  public AttemptOutcome outcome;

  /** The process that made it. */
  public @Nullable String pod;

  @Column(name = "started_at")
  public @Nullable Instant startedAt;

  /**
   * When it was over, or when its lease was found to have run out. Null for the latest one while it
   * is under way, and where nobody has written it.
   */
  @Column(name = "finished_at")
  public @Nullable Instant finishedAt;

  @Column(name = "response_status")
  public @Nullable Integer responseStatus;

  public @Nullable String response;

  public @Nullable String error;

  /** The latest attempt of a fire, as it is in its row. */
  public static Attempt of(Fire fire, AttemptOutcome outcome, @Nullable Instant finishedAt) {
    Attempt attempt = new Attempt();
    attempt.jobUid = fire.jobUid;
    attempt.scheduledTime = fire.scheduledTime;
    attempt.attempt = fire.attempt;
    attempt.outcome = outcome;
    attempt.pod = fire.leaseOwner;
    attempt.startedAt = fire.startedAt;
    attempt.finishedAt = finishedAt;
    attempt.responseStatus = fire.responseStatus;
    attempt.response = fire.response;
    attempt.error = fire.error;
    return attempt;
  }

  /** The latest attempt of a fire, whatever became of it; null before the first. */
  static @Nullable Attempt latest(Fire fire) {
    if (fire.attempt == 0 || fire.startedAt == null) {
      return null;
    }
    AttemptOutcome outcome =
        switch (fire.state) {
          case RUNNING -> AttemptOutcome.RUNNING;
          case SUCCEEDED -> AttemptOutcome.SUCCEEDED;
          default -> AttemptOutcome.FAILED;
        };
    // A row that was cancelled says when that was, not when its latest attempt ended.
    boolean ended = fire.state != FireState.RUNNING && fire.state != FireState.CANCELLED;
    Attempt latest = of(fire, outcome, ended ? fire.finishedAt : null);
    if (fire.state == FireState.RUNNING) {
      latest.responseStatus = null;
      latest.response = null;
      latest.error = null;
    }
    return latest;
  }
}
