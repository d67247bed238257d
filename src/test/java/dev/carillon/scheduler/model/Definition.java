package dev.carillon.scheduler.model;

import dev.carillon.job.Policies;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller defines of a job.
 *
 * @param trigger as JSON
 * @param policies of its fires
 * @param key of its target; null for none
 */
public record Definition(Map<String, Object> trigger, Policies policies, @Nullable String key) {

  /** Whether both have the same fire times, if they were given at the same instant. */
  boolean hasScheduleOf(Definition other) {
    return trigger.equals(other.trigger)
        && Objects.equals(policies.startTime(), other.policies.startTime())
        && Objects.equals(policies.endTime(), other.policies.endTime());
  }

  /** What orders its fires; null for nothing. */
  @Nullable String lane() {
    return policies.ordered() ? key : null;
  }
}
