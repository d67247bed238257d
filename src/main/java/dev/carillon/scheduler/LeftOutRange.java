package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.LockedFires;
import dev.carillon.job.Job;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that stands for many fire times, of which some get rows of their own. Where its first time
 * is among them, that one keeps the row, and what is left of the range moves to a row that begins
 * at its next time.
 */
final class LeftOutRange {

  /** A row that stands for so many times or more. */
  private static final long UNCOUNTED = 1_000_000;

  private static final int STEP = 500;

  private final Fire row;
  private final Job job;
  private final FireState state;
  private final long fireTimes;
  private final Instant until;

  /** Whether the times it stands for are those of the job's present trigger. */
  private final boolean present;

  /** What is left, if its first time was taken. */
  private @Nullable Fire rest;

  private int taken;
  private Instant last;

  LeftOutRange(Fire row, Job job) {
    this.row = row;
    this.job = job;
    this.state = row.state;
    this.fireTimes = row.fireTimes;
    this.until = Objects.requireNonNull(row.untilTime);
    this.present = row.claimedAt.isAfter(job.triggerSetAt);
    this.last = row.scheduledTime;
  }

  boolean covers(Instant time) {
    return !time.isBefore(row.scheduledTime) && !time.isAfter(until);
  }

  /** Takes a time out, before its own row is written; times come in order. */
  void take(Instant time) {
    if (time.equals(row.scheduledTime)) {
      rest = copy(row);
      taken++;
    } else if (present) {
      taken++;
    }
    last = time;
  }

  /** What the row says of the times it still stands for. */
  Fire description() {
    return rest == null ? row : rest;
  }

  /** Writes what is left, once all times of a page are taken. */
  void settle(LockedFires rows, FireTimes trigger) {
    if (taken == 0) {
      return;
    }
    boolean counted = fireTimes < UNCOUNTED;
    long left = counted ? fireTimes - taken : fireTimes;
    Fire remains = description();
    remains.fireTimes = Math.max(1, left);
    if (rest != null) {
      Instant start = present ? nextWithoutRow(rows, trigger.until(until)) : null;
      if (start == null && left > 0 && !(present && !counted)) {
        // Times that the trigger yielded then and does not yield now.
        start = free(rows, present ? last : row.scheduledTime);
      }
      if (start == null) {
        Reopening.uncount(job, state, fireTimes);
        return;
      }
      rest.scheduledTime = start;
      rows.add(rest);
    }
    Reopening.uncount(job, state, fireTimes - remains.fireTimes);
  }

  private @Nullable Instant nextWithoutRow(LockedFires rows, FireTimes fireTimes) {
    List<Instant> times = fireTimes.after(last, STEP);
    while (!times.isEmpty()) {
      List<Instant> owned = rows.taken(row.jobUid, times);
      for (Instant time : times) {
        if (!owned.contains(time)) {
          return time;
        }
      }
      times = fireTimes.after(times.get(times.size() - 1), STEP);
    }
    return null;
  }

  /** The first microsecond after an instant that no row has; null if the range ends before. */
  private @Nullable Instant free(LockedFires rows, Instant after) {
    Instant start = after.plus(1, ChronoUnit.MICROS);
    while (!start.isAfter(until) && !rows.taken(row.jobUid, List.of(start)).isEmpty()) {
      start = start.plus(1, ChronoUnit.MICROS);
    }
    return start.isAfter(until) ? null : start;
  }

  private static Fire copy(Fire row) {
    Fire copy = new Fire();
    copy.jobUid = row.jobUid;
    copy.scheduledTime = row.scheduledTime;
    copy.untilTime = row.untilTime;
    copy.namespace = row.namespace;
    copy.jobId = row.jobId;
    copy.state = row.state;
    copy.reason = row.reason;
    copy.rule = row.rule;
    copy.fireTimes = row.fireTimes;
    copy.lane = row.lane;
    copy.leaseOwner = row.leaseOwner;
    copy.claimedAt = row.claimedAt;
    copy.finishedAt = row.finishedAt;
    return copy;
  }
}
