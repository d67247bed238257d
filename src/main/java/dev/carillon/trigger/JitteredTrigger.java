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
  public @Nullable Instant next(@Nullable Instant previous, Instant now) {
    if (previous == null) {
      return delayed(base.next(null, now));
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
    Instant following = base.next(time, time);
    long room = following == null ? Micros.LAST : Micros.of(following) - 1;
    long bound = Math.min(jitter, Math.min(end, room) - start);
    return bound <= 0
        ? time
        : Micros.instant(start + Long.remainderUnsigned(Seeds.mix(seed, start), bound + 1));
  }

  /** The last undelayed time that can still be delayed past {@code previous}, by bisection. */
  private @Nullable Instant latestUpTo(Instant previous) {
    long high = Micros.of(previous);
    Instant latest = after(high - jitter - 1);
    if (latest == null || latest.isAfter(previous)) {
      return null;
    }
    long low = Micros.of(latest);
    while (low < high) {
      long middle = low + (high - low) / 2;
      Instant next = after(middle);
      if (next == null || next.isAfter(previous)) {
        high = middle;
      } else {
        latest = next;
        low = Micros.of(next);
      }
    }
    return latest;
  }

  private @Nullable Instant after(long micros) {
    Instant time = Micros.at(Math.max(micros, -1));
    return base.next(time, time);
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
