package dev.carillon.job;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A stored job: what the caller wrote, as JSON, and where its schedule stands. {@link JobCodec}
 * makes a {@link JobDefinition} of it.
 */
@Entity
@Table(
    name = "job",
    uniqueConstraints =
        @UniqueConstraint(
            name = "job_name",
            columnNames = {"namespace", "id"}),
    indexes = @Index(name = "job_claim", columnList = "next_run_time, uid"))
@NullUnmarked
public class Job extends PanacheEntityBase {

  /** Form of the JSON columns that this version writes. */
  public static final int FORMAT = 1;

  @Id
  @JdbcTypeCode(SqlTypes.BINARY)
  public UUID uid;

  public String namespace;

  public String id;

  /** Form of the JSON columns of this row. */
  public int format;

  public @Nullable String description;

  public String labels;

  @Column(name = "trigger_spec")
  public String trigger;

  /** IANA zone for triggers that name none; null = UTC. */
  @Column(name = "time_zone")
  public @Nullable String timeZone;

  /** When the trigger was given: the phase of an interval without start. */
  @Column(name = "trigger_set_at")
  public Instant triggerSetAt;

  public String target;

  public String policies;

  @Convert(converter = JobStateColumn.class)
  public JobState state;

  /** Why the job is in its state; null if there is nothing to say. */
  @Column(name = "state_reason")
  public @Nullable String stateReason;

  /** Who brought the job into its state; null if nobody is known. */
  @Column(name = "state_by")
  public @Nullable String stateBy;

  /** When the job came into its state; null if never changed. */
  @Column(name = "state_changed_at")
  public @Nullable Instant stateChangedAt;

  /** When a paused job resumes by itself; {@link #nextRunTime} is the same then. */
  @Column(name = "paused_until")
  public @Nullable Instant pausedUntil;

  /**
   * When the claim looks at the job next, microseconds: the next planned fire time, or the end of a
   * pause; null if nothing is planned.
   */
  @Column(name = "next_run_time")
  public @Nullable Instant nextRunTime;

  /** Counts the changes of the definition; fires do not change it. */
  public long version;

  /** Fires that are decided and not yet final. */
  @Column(name = "in_flight")
  public int inFlight;

  /** How many of those wait for a free instance: see {@code overlapPolicy}. */
  public int waiting;

  /** Reports of failed fires that the dead letter target has not yet accepted. */
  @Column(name = "dead_letters")
  public int deadLetters;

  /** Fires of the schedule that were decided to be delivered: what {@code maxFires} counts. */
  @Column(name = "scheduled_count")
  public long scheduledCount;

  /** Failed fires since the last one that succeeded. */
  @Column(name = "consecutive_failures")
  public int consecutiveFailures;

  @Column(name = "fire_count")
  public long fireCount;

  @Column(name = "success_count")
  public long successCount;

  @Column(name = "failure_count")
  public long failureCount;

  @Column(name = "missed_count")
  public long missedCount;

  @Column(name = "skipped_count")
  public long skippedCount;

  @Column(name = "cancelled_count")
  public long cancelledCount;

  /** Scheduled time of the latest fire that was decided to be delivered. */
  @Column(name = "last_fire_time")
  public @Nullable Instant lastFireTime;

  @Column(name = "created_at")
  public Instant createdAt;

  @Column(name = "updated_at")
  public Instant updatedAt;
}
