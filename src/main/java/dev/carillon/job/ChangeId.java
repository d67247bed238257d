package dev.carillon.job;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The primary key of {@link ChangeRecord} as Hibernate wants it: a mutable class. */
@NullUnmarked
public final class ChangeId implements Serializable {

  private static final long serialVersionUID = 1L;

  public UUID jobUid;
  public Instant changedAt;

  public ChangeId() {}

  ChangeId(UUID jobUid, Instant changedAt) {
    this.jobUid = jobUid;
    this.changedAt = changedAt;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChangeId that
        && Objects.equals(jobUid, that.jobUid)
        && Objects.equals(changedAt, that.changedAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(jobUid, changedAt);
  }
}
