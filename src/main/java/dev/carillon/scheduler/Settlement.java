package dev.carillon.scheduler;

import dev.carillon.event.Fact;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.job.JobTally;
import dev.carillon.job.KeyOrder;
import dev.carillon.target.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that is over, and what follows from it.
 *
 * @param claimed the fire as this process claimed it
 * @param delivery what came back
 * @param finishedAt when
 */
record Settlement(Claimed claimed, Delivery delivery, Instant finishedAt) {

  /** The order in which rows are locked. */
  static final Comparator<Fire> KEY_ORDER =
      Comparator.comparing((Fire fire) -> fire.jobUid, KeyOrder.INSTANCE)
          .thenComparing(fire -> fire.scheduledTime);

  /** A receiver may ask for patience, not for ever. */
  private static final Duration LONGEST_WISH = Duration.ofDays(1);

  private static final int LONGEST_ERROR = 500;
  private static final int LONGEST_ANSWER = 2000;

  /**
   * Writes the outcome into a copy of the row.
   *
   * @param chance uniform in [0, 1), for the jitter of the backoff
   */
  Fire row(double chance) {
    Fire before = claimed.fire();
    Fire fire = new Fire();
    fire.jobUid = before.jobUid;
    fire.scheduledTime = before.scheduledTime;
    fire.leaseOwner = before.leaseOwner;
    fire.attempt = before.attempt;
    if (delivery instanceof Delivery.Accepted accepted) {
      fire.state = FireState.SUCCEEDED;
      fire.finishedAt = finishedAt;
      fire.responseStatus = accepted.status();
      fire.response = shortened(accepted.answer(), LONGEST_ANSWER);
    } else if (delivery instanceof Delivery.Rejected rejected) {
      Duration backoff = backoff(rejected, chance);
      fire.state = backoff == null ? FireState.FAILED : FireState.RETRYING;
      fire.nextAttemptAt = backoff == null ? null : finishedAt.plus(backoff);
      fire.finishedAt = backoff == null ? finishedAt : null;
      fire.responseStatus = rejected.status();
      fire.response = shortened(rejected.answer(), LONGEST_ANSWER);
      fire.error = shortened(rejected.error(), LONGEST_ERROR);
    }
    return fire;
  }

  private @Nullable Duration backoff(Delivery.Rejected rejected, double chance) {
    if (!rejected.retryable()) {
      return null;
    }
    Duration ours = claimed.retryPolicy().backoffAfter(claimed.fire().attempt, chance);
    Duration asked = rejected.retryAfter();
    if (ours == null || asked == null || asked.compareTo(ours) <= 0) {
      return ours;
    }
    return asked.compareTo(LONGEST_WISH) < 0 ? asked : LONGEST_WISH;
  }

  /** What the settled row adds to its job's counts; null while an attempt follows. */
  static @Nullable JobTally tally(Fire settled) {
    return switch (settled.state) {
      case SUCCEEDED -> new JobTally(settled.jobUid, 1, 0, 0);
      case FAILED -> new JobTally(settled.jobUid, 0, 1, 0);
      default -> null;
    };
  }

  /** What to tell observers; null while an attempt follows. */
  @Nullable Fact fact(Fire settled) {
    Fire fire = claimed.fire();
    String fireId = fire.key().fireId();
    return switch (settled.state) {
      case SUCCEEDED ->
          new JobExecuted(fire.namespace, fire.jobId, fireId, fire.scheduledTime, fire.attempt);
      case FAILED ->
          new JobFailed(
              fire.namespace,
              fire.jobId,
              fireId,
              fire.scheduledTime,
              fire.attempt,
              settled.error == null ? "" : settled.error);
      default -> null;
    };
  }

  private static @Nullable String shortened(@Nullable String text, int most) {
    if (text == null || text.length() <= most) {
      return text;
    }
    // Never through the middle of a surrogate pair: the database would refuse the half of it.
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
