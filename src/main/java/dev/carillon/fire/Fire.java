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

  /** Reason of a fire that a person asked for. */
  public static final String ON_DEMAND = "run on demand";

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

  @Column(name = "started_at")
  public @Nullable Instant startedAt;

  @Column(name = "finished_at")
  public @Nullable Instant finishedAt;

  @Column(name = "response_status")
  public @Nullable Integer responseStatus;

  public @Nullable String response;

  public @Nullable String error;

  /** The identity of this fire. */
  public FireKey key() {
    return new FireKey(jobUid, scheduledTime);
  }
}
