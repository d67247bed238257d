package dev.carillon.scheduler;

import dev.carillon.event.Fact;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobFailed;
import dev.carillon.fire.DeadLetterState;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.job.JobTally;
import dev.carillon.job.KeyOrder;
import dev.carillon.job.RetryPolicy;
import dev.carillon.target.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
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
  private static final int LONGEST_ANSWER = 2048;

  /**
   * Writes the outcome into a copy of the row.
   *
   * @param chance uniform in [0, 1), for the jitter of the backoff
   */
  Fire row(double chance) {
    Fire fire = copy(claimed.fire());
    if (claimed.isReport()) {
      writeReport(fire, chance);
    } else if (delivery instanceof Delivery.Accepted accepted) {
      fire.state = FireState.SUCCEEDED;
      fire.finishedAt = finishedAt;
      fire.responseStatus = accepted.status();
      fire.response = shortened(accepted.answer(), LONGEST_ANSWER);
    } else if (delivery instanceof Delivery.Rejected rejected) {
      fire.responseStatus = rejected.status();
      fire.response = shortened(rejected.answer(), LONGEST_ANSWER);
      fire.error = shortened(rejected.error(), LONGEST_ERROR);
      Duration backoff = backoff(rejected, chance);
      if (backoff != null) {
        fire.state = FireState.RETRYING;
        fire.nextAttemptAt = finishedAt.plus(backoff);
      } else {
        fire.state = FireState.FAILED;
        fire.finishedAt = finishedAt;
        QueueRules.reportFailure(fire, claimed.definition().policies(), finishedAt);
      }
    }
    return fire;
  }

  private static Fire copy(Fire before) {
    Fire fire = new Fire();
    fire.jobUid = before.jobUid;
    fire.scheduledTime = before.scheduledTime;
    fire.state = before.state;
    fire.lane = before.lane;
    fire.leaseOwner = before.leaseOwner;
    fire.attempt = before.attempt;
    fire.startedAt = before.startedAt;
    fire.firstStartedAt = before.firstStartedAt;
    fire.deadLetterAttempt = before.deadLetterAttempt;
    return fire;
  }

  private void writeReport(Fire fire, double chance) {
    if (delivery instanceof Delivery.Rejected rejected && rejected.retryable()) {
      Duration ours = retryPolicy().backoffAfter(fire.deadLetterAttempt, chance);
      if (ours != null) {
        fire.deadLetter = DeadLetterState.PENDING;
        fire.nextAttemptAt = finishedAt.plus(asAsked(rejected, ours));
        return;
      }
    }
    fire.deadLetter =
        delivery instanceof Delivery.Accepted ? DeadLetterState.SENT : DeadLetterState.FAILED;
  }

  private @Nullable Duration backoff(Delivery.Rejected rejected, double chance) {
    Fire fire = claimed.fire();
    Duration ours = retryPolicy().backoffAfter(fire.countedAttempts(), chance);
    if (!rejected.retryable() || ours == null) {
      return null;
    }
    Duration wait = asAsked(rejected, ours);
    Duration maxAge = retryPolicy().maxAge();
    boolean tooOld =
        maxAge != null
            && fire.firstStartedAt != null
            && finishedAt.plus(wait).isAfter(fire.firstStartedAt.plus(maxAge));
    return tooOld ? null : wait;
  }

  private static Duration asAsked(Delivery.Rejected rejected, Duration ours) {
    Duration asked = rejected.retryAfter();
    if (asked == null || asked.compareTo(ours) <= 0) {
      return ours;
    }
    return asked.compareTo(LONGEST_WISH) < 0 ? asked : LONGEST_WISH;
  }

  private RetryPolicy retryPolicy() {
    return claimed.definition().policies().retryPolicy();
  }

  /** What a row that has just become final adds to its job's counts; null if it has not. */
  static @Nullable JobTally tally(Fire fire) {
    if (fire.state == FireState.FAILED && fire.deadLetter != null) {
      return switch (fire.deadLetter) {
        case PENDING -> fire.deadLetterAttempt == 0 ? tally(fire.jobUid, 0, 1, 0, 0, 1) : null;
        case SENT, FAILED -> tally(fire.jobUid, 0, 0, 0, 0, -1);
      };
    }
    return switch (fire.state) {
      case SUCCEEDED -> tally(fire.jobUid, 1, 0, 0, 0, 0);
      case FAILED -> tally(fire.jobUid, 0, 1, 0, 0, 0);
      case MISSED -> tally(fire.jobUid, 0, 0, 1, 0, 0);
      case CANCELLED -> tally(fire.jobUid, 0, 0, 0, 1, 0);
      default -> null;
    };
  }

  private static JobTally tally(
      UUID uid, int succeeded, int failed, int missed, int cancelled, int reports) {
    return new JobTally(uid, succeeded, failed, missed, cancelled, failed, reports);
  }

  /** What to tell observers; null while an attempt follows. */
  @Nullable Fact fact(Fire settled) {
    Fire fire = claimed.fire();
    String fireId = fire.key().fireId();
    if (claimed.isReport()) {
      return null;
    }
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
