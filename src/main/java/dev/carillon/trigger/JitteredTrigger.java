package dev.carillon.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delays each time of another trigger by up to so much. The delay is derived from the seed and the
 * undelayed time, so that every process computes the same. A delayed time stays below the following
 * undelayed one, so that the order is kept and none is skipped.
 *
 * @param base the undelayed times
 * @param jitter longest delay in microseconds
 * @param seed stable number of the job
 * @param end last possible time in microseconds of the epoch, inclusive
 */
record JitteredTrigger(Trigger base, long jitter, long seed, long end) implements Trigger {

  @Override
  public @Nullable Instant next(@Nullable Instant previous, Instant currentTime) {
    if (previous == null) {
      return delayed(base.next(null, currentTime));
    }
    Instant latest = latestUpTo(previous);
    Instant candidate = latest == null ? null : delayed(latest);
    return candidate != null && candidate.isAfter(previous)
        ? candidate
        : delayed(base.next(previous, previous));
  }

  private @Nullable Instant delayed(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    long start = Micros.of(time);
    long room = following(time) - 1;
    long bound = Math.min(jitter, Math.min(end, room) - start);
    return bound <= 0
        ? time
        : Micros.instant(start + Long.remainderUnsigned(Seeds.mix(seed, start), bound + 1));
  }

  /** The undelayed time after a time, or one before which there is none. */
  private long following(Instant time) {
    try {
      Instant following = base.next(time, time);
      return following == null ? Micros.LAST + 1 : Micros.of(following);
    } catch (TriggerSearchException e) {
      return Micros.of(e.reached());
    }
  }

  /** The last undelayed time that can still be delayed past {@code previous}, by bisection. */
  private @Nullable Instant latestUpTo(Instant previous) {
    long high = Micros.of(previous);
    Instant latest = after(high - jitter - 1, previous);
    if (latest == null || latest.isAfter(previous)) {
      return null;
    }
    long low = Micros.of(latest);
    while (low < high) {
      long middle = low + (high - low) / 2;
      Instant next = after(middle, previous);
      if (next == null || next.isAfter(previous)) {
        high = middle;
      } else {
        latest = next;
        low = Micros.of(next);
      }
    }
    return latest;
  }

  /** The first time after {@code micros}; null if it is known to lie after {@code previous}. */
  private @Nullable Instant after(long micros, Instant previous) {
    Instant time = Micros.at(Math.max(micros, -1));
    try {
      return base.next(time, time);
    } catch (TriggerSearchException e) {
      if (e.reached().isAfter(previous)) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public String describe() {
    return base.describe()
        + ", delayed by up to "
        + DurationText.inWords(Duration.ofSeconds(jitter / Micros.SECOND));
  }

  @Override
  public @Nullable ZoneId zone() {
    return base.zone();
  }

  @Override
  public List<TriggerNote> notes(Instant from, Instant until) {
    return base.notes(from, until);
  }
}
