package dev.carillon.fire;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The primary key of {@link Attempt} as Hibernate wants it: a mutable class. */
@NullUnmarked
public final class AttemptId implements Serializable {

  private static final long serialVersionUID = 1L;

  public UUID jobUid;
  public Instant scheduledTime;
  public int attempt;

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AttemptId that
        && Objects.equals(jobUid, that.jobUid)
        && Objects.equals(scheduledTime, that.scheduledTime)
        && attempt == that.attempt;
  }

  @Override
  public int hashCode() {
    return Objects.hash(jobUid, scheduledTime, attempt);
  }
}
