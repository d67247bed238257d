package dev.carillon.job;

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
 * One change of a job. The trigger and its bounds are those that were valid until then, and are
 * kept for {@link ChangeKind#TRIGGER_CHANGED} alone: a time before is judged by them.
 */
@Entity
@Table(name = "job_change")
@IdClass(ChangeId.class)
@NullUnmarked
public class ChangeRecord extends PanacheEntityBase {

  @Id
  @Column(name = "job_uid")
  @JdbcTypeCode(SqlTypes.BINARY)
  public UUID jobUid;

  /** Database time; a microsecond later where two changes share one. */
  @Id
  @Column(name = "changed_at")
  public Instant changedAt;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  public ChangeKind kind;

  /** Who; null if nobody is known. */
  @Column(name = "changed_by")
  public @Nullable String changedBy;

  /** Why; null if nothing was said. */
  public @Nullable String reason;

  /** PAUSED: when the job resumes by itself; null if it does not. */
  @Column(name = "until_time")
  public @Nullable Instant untilTime;

  @Column(name = "trigger_spec")
  public @Nullable String trigger;

  @Column(name = "time_zone")
  public @Nullable String timeZone;

  @Column(name = "trigger_set_at")
  public @Nullable Instant triggerSetAt;

  @Column(name = "start_time")
  public @Nullable Instant startTime;

  @Column(name = "end_time")
  public @Nullable Instant endTime;
}
