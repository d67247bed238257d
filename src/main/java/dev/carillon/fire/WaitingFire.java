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

/** A fire that waits outside of the queue. */
@Entity
@Table(name = "waiting_fire")
@IdClass(FireId.class)
@NullUnmarked
public class WaitingFire extends PanacheEntityBase {

  @Id
  @Column(name = "job_uid")
  @JdbcTypeCode(SqlTypes.BINARY)
  public UUID jobUid;

  @Id
  @Column(name = "scheduled_time")
  public Instant scheduledTime;

  /** What it waits for. */
  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  public WaitCause cause;

  /** The lane in which it waits for its turn; null otherwise. */
  public @Nullable String lane;
}
