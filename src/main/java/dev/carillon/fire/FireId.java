package dev.carillon.fire;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The primary key of {@link Fire} as Hibernate wants it: a mutable class. */
@NullUnmarked
public final class FireId implements Serializable {

  private static final long serialVersionUID = 1L;

  public UUID jobUid;
  public Instant scheduledTime;

  public FireId() {}

  public FireId(FireKey key) {
    this.jobUid = key.jobUid();
    this.scheduledTime = key.scheduledTime();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FireId that
        && Objects.equals(jobUid, that.jobUid)
        && Objects.equals(scheduledTime, that.scheduledTime);
  }

  @Override
  public int hashCode() {
    return Objects.hash(jobUid, scheduledTime);
  }
}
