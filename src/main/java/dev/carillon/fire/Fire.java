package dev.carillon.fire;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of the ledger: one fire of one job, and what became of it. */
@Entity
@Table(name = "fire", indexes = @Index(name = "fire_queue", columnList = "next_attempt_at"))
@IdClass(FireId.class)
@NullUnmarked
public class Fire extends PanacheEntityBase {

  @Id
  @Column(name = "job_uid")
  @JdbcTypeCode(SqlTypes.BINARY)
  public UUID jobUid;

  @Id
  @Column(name = "scheduled_time")
  public Instant scheduledTime;

  /**
   * Null for a row of one fire. Otherwise the row stands for every fire time of the job from {@link
   * #scheduledTime} up to this instant, both inclusive, none of which was delivered.
   */
  @Column(name = "until_time")
  public @Nullable Instant untilTime;

  public String namespace;

  @Column(name = "job_id")
  public String jobId;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  public FireState state;

  /** Why the fire is in a state that needs a reason; null otherwise. */
  public @Nullable String reason;

  /** Which rule decided, where it was not the trigger alone; null otherwise. */
  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  public @Nullable Rule rule;

  /**
   * How many fire times the row stood for when it was written, 1 without {@link #untilTime}; one
   * million is that many or more.
   */
  @Column(name = "fire_times")
  public long fireTimes = 1;

  /** JSON that is sent instead of the target's payload; null for the target's own. */
  public @Nullable String payload;

  /** What the fire shares with others that are delivered one after another; null for nothing. */
  public @Nullable String lane;

  /** Number of the latest attempt, 1-based; 0 before the first. */
  public int attempt;

  /**
   * From when a pod that does not hold the lease may start the next attempt: the end of the lease
   * while RUNNING, the end of the backoff while RETRYING. Null when final, or held.
   */
  @Column(name = "next_attempt_at")
  public @Nullable Instant nextAttemptAt;

  /** The pod that holds the lease, or held it last. */
  @Column(name = "lease_owner")
  public @Nullable String leaseOwner;

  @Column(name = "claimed_at")
  public Instant claimedAt;

  /** Attempts that do not count any more, since further ones were asked for. */
  @Column(name = "attempt_base")
  public int attemptBase;

  /** Attempts since then whose pod lost its lease. */
  @Column(name = "lost_attempts")
  public int lostAttempts;

  /** When the first attempt started. */
  @Column(name = "first_started_at")
  public @Nullable Instant firstStartedAt;

  /** When the latest attempt started. */
  @Column(name = "started_at")
  public @Nullable Instant startedAt;

  @Column(name = "finished_at")
  public @Nullable Instant finishedAt;

  @Column(name = "response_status")
  public @Nullable Integer responseStatus;

  public @Nullable String response;

  public @Nullable String error;

  /** Where the report of a failed fire is; null if there is none to send. */
  @Column(name = "dead_letter")
  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  public @Nullable DeadLetterState deadLetter;

  /** Number of the latest attempt to report it; 0 before the first. */
  @Column(name = "dead_letter_attempt")
  public int deadLetterAttempt;

  /** How many attempts count against {@code maxAttempts}. */
  public int countedAttempts() {
    return attempt - attemptBase - lostAttempts;
  }

  /** The identity of this fire. */
  public FireKey key() {
    return new FireKey(jobUid, scheduledTime);
  }
}
