package dev.carillon.job;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a job's fires are handled.
 *
 * @param misfireGraceTime how late a fire may be decided and still be delivered; null = any
 *     lateness
 * @param coalesce what several overdue fires become
 * @param maxInstances how many fires of the job may be in flight; null = any number
 * @param retryPolicy when a failed attempt is followed by another
 */
@RegisterForReflection
public record Policies(
    @Nullable Duration misfireGraceTime,
    Coalesce coalesce,
    @Nullable Integer maxInstances,
    RetryPolicy retryPolicy) {

  private static final int MOST_INSTANCES = 100_000;

  public Policies {
    if (misfireGraceTime != null && (misfireGraceTime.isNegative() || misfireGraceTime.isZero())) {
      throw new InvalidPolicyException(
          "/misfireGraceTime",
          misfireGraceTime
              + " is not valid: expected a positive duration, or null for any lateness");
    }
    if (maxInstances != null && (maxInstances < 1 || maxInstances > MOST_INSTANCES)) {
      throw new InvalidPolicyException(
          "/maxInstances",
          maxInstances
              + " is not valid: expected 1 to "
              + MOST_INSTANCES
              + ", or null for any number");
    }
  }
}
