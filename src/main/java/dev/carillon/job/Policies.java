package dev.carillon.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.carillon.target.InvalidTargetException;
import dev.carillon.target.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a job's fires are handled. This is the one place of the defaults and the bounds; a member
 * that is null takes its default, except where null has a meaning of its own.
 *
 * @param misfireGraceTime how late a fire may start and still be delivered; null = any lateness
 * @param coalesce what several overdue fires become; default LATEST
 * @param catchUp how much of a backlog is made up for
 * @param maxInstances how many fires of the job may be under way; null = any number
 * @param overlapPolicy what becomes of the excess; default SKIP
 * @param ordered whether fires that share the target's key are delivered one after another; default
 *     false
 * @param retryPolicy when a failed attempt is followed by another
 * @param deadLetter where fires that failed are reported to; null = nowhere
 * @param pauseAfterFailures after so many failed fires in a row the job is paused; null = never
 * @param startTime no fire time before this one, inclusive; null = open
 * @param endTime no fire time after this one, inclusive; null = open
 * @param maxFires the job is completed after so many fires of its schedule; null = never
 * @param onCompletion what becomes of the completed job; default KEEP
 * @param history how long the ledger of the job is kept
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Policies(
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Duration misfireGraceTime,
    @Nullable Coalesce coalesce,
    @Nullable CatchUp catchUp,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer maxInstances,
    @Nullable OverlapPolicy overlapPolicy,
    @Nullable Boolean ordered,
    @Nullable RetryPolicy retryPolicy,
    @Nullable Target deadLetter,
    @Nullable Integer pauseAfterFailures,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    @Nullable Long maxFires,
    @Nullable OnCompletion onCompletion,
    @Nullable History history) {

  private static final int MOST_INSTANCES = 100_000;
  private static final int MOST_FAILURES = 1_000_000;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** All defaults, with any number of instances. */
  public static final Policies DEFAULT =
      new Policies(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  public Policies {
    coalesce = Objects.requireNonNullElse(coalesce, Coalesce.LATEST);
    catchUp = Objects.requireNonNullElse(catchUp, CatchUp.DEFAULT);
    overlapPolicy = Objects.requireNonNullElse(overlapPolicy, OverlapPolicy.SKIP);
    ordered = Objects.requireNonNullElse(ordered, false);
    retryPolicy = Objects.requireNonNullElse(retryPolicy, RetryPolicy.DEFAULT);
    onCompletion = Objects.requireNonNullElse(onCompletion, OnCompletion.KEEP);
    history = Objects.requireNonNullElse(history, History.DEFAULT);
    Checks.lateness("/misfireGraceTime", misfireGraceTime, "null for any lateness");
    if (maxInstances != null && (maxInstances < 1 || maxInstances > MOST_INSTANCES)) {
      throw Checks.invalid(
          "/maxInstances", maxInstances, "1 to " + MOST_INSTANCES + ", or null for any number");
    }
    Checks.range("/pauseAfterFailures", pauseAfterFailures, 1, MOST_FAILURES);
    startTime = checked("/startTime", startTime);
    endTime = checked("/endTime", endTime);
    if (startTime != null && endTime != null && endTime.isBefore(startTime)) {
      throw Checks.invalid("/endTime", endTime, "not before startTime, which is " + startTime);
    }
    if (maxFires != null && maxFires < 1) {
      throw Checks.invalid("/maxFires", maxFires, "at least 1");
    }
    checkDeadLetter(deadLetter);
  }

  /** Where a fire may be reported to that failed: it must be able to carry the report. */
  private static void checkDeadLetter(@Nullable Target deadLetter) {
    if (deadLetter == null) {
      return;
    }
    try {
      deadLetter.withPayload(NullNode.getInstance());
    } catch (InvalidTargetException e) {
      throw new InvalidPolicyException(
          "/deadLetter" + e.pointer(),
          "cannot carry the report of a failed fire: " + e.getMessage());
    }
  }

  private static @Nullable Instant checked(String pointer, @Nullable Instant time) {
    if (time == null) {
      return null;
    }
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw Checks.invalid(pointer, time, "an instant in the years 1970 to 9999");
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public Coalesce coalesce() {
    return Objects.requireNonNull(coalesce);
  }

  @Override
  public CatchUp catchUp() {
    return Objects.requireNonNull(catchUp);
  }

  @Override
  public OverlapPolicy overlapPolicy() {
    return Objects.requireNonNull(overlapPolicy);
  }

  @Override
  public Boolean ordered() {
    return Objects.requireNonNull(ordered);
  }

  @Override
  public RetryPolicy retryPolicy() {
    return Objects.requireNonNull(retryPolicy);
  }

  @Override
  public OnCompletion onCompletion() {
    return Objects.requireNonNull(onCompletion);
  }

  @Override
  public History history() {
    return Objects.requireNonNull(history);
  }

  /** Whether the schedule that these bound differs from the one that others bound. */
  boolean boundsLike(Policies other) {
    return Objects.equals(startTime, other.startTime) && Objects.equals(endTime, other.endTime);
  }
}
