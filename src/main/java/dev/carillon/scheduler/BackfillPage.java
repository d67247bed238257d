package dev.carillon.scheduler;

import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.fire.LockedFires;
import dev.carillon.fire.Rule;
import dev.carillon.job.Job;
import dev.carillon.job.JobCodec;
import dev.carillon.trigger.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a backfill: a page of the fire times of a job, which the caller has locked.
 */
@ApplicationScoped
class BackfillPage {

  /** Most fire times of a page. */
  static final int SIZE = 500;

  private static final String WHY = "backfill";

  private final JobCodec codec;
  private final LockedFires rows;
  private final Clock clock;

  BackfillPage(JobCodec codec, LockedFires rows, Clock clock) {
    this.codec = codec;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * How many fires there may be, and when they start.
   *
   * @param done how many there are before this page
   */
  record Quota(Pace pace, int done, int limit) {}

  /**
   * What a page has come to.
   *
   * @param times fire times that are delivered after all
   * @param existing how many were left alone
   * @param full whether the limit is reached and there is more to do
   * @param next the first fire time after the page; null if there is none
   */
  record Result(
      UUID jobUid, List<Instant> times, int existing, boolean full, @Nullable Instant next) {}

  /** Looks at the fire times from {@code from} to {@code until}, both inclusive. */
  Result fill(Job job, Instant from, Instant until, Quota quota, boolean save) {
    FireTimes fireTimes = times(job, codec.read(job).trigger(), from, until);
    List<Instant> window = fireTimes.after(fireTimes.justBeforeFirst(), SIZE + 1);
    if (window.isEmpty()) {
      return new Result(job.uid, List.of(), 0, false, null);
    }
    List<Instant> page = window.subList(0, Math.min(SIZE, window.size()));
    Instant last = page.get(page.size() - 1);
    SortedMap<Instant, Fire> own = rows.lock(job.uid, page);
    LeftOutRanges ranges = new LeftOutRanges(rows.lockRanges(job.uid, page.get(0), last), job);
    List<Instant> times = new ArrayList<>();
    int existing = 0;
    Instant next = window.size() > SIZE ? window.get(SIZE) : null;
    boolean full = false;
    for (Instant time : page) {
      Fire row = own.get(time);
      if (row != null && row.untilTime == null && !isLeftOut(row)) {
        existing++;
      } else if (quota.done() + times.size() >= quota.limit()) {
        full = true;
        next = time;
        break;
      } else {
        times.add(time);
      }
    }
    if (save) {
      apply(job, times, own, ranges, quota);
      ranges.settle(rows, fireTimes);
    }
    return new Result(job.uid, times, existing, full, next);
  }

  /** The fire times but for those that the schedule has still to decide. */
  private static FireTimes times(Job job, Trigger trigger, Instant from, Instant until) {
    boolean decided = job.nextRunTime == null || job.nextRunTime.isAfter(until);
    return new FireTimes(
        trigger, from, decided ? until : job.nextRunTime.minus(1, ChronoUnit.MICROS));
  }

  private void apply(
      Job job, List<Instant> times, Map<Instant, Fire> own, LeftOutRanges ranges, Quota quota) {
    Instant currentTime = clock.instant();
    int number = quota.done();
    for (Instant time : times) {
      Instant start = quota.pace().at(number++);
      Fire row = own.get(time);
      if (row == null) {
        rows.add(added(job, time, ranges.take(time), start, currentTime));
      } else {
        if (row.untilTime == null) {
          Reopening.uncount(job, row.state, 1);
        } else {
          ranges.take(time);
        }
        rows.keepAttempt(row, currentTime);
        Reopening.reopen(row, job, Rule.BACKFILL, WHY, start);
        row.untilTime = null;
        row.fireTimes = 1;
        row.claimedAt = currentTime;
        row.leaseOwner = null;
      }
      job.fireCount++;
    }
  }

  private static Fire added(
      Job job, Instant time, @Nullable Fire range, Instant start, Instant currentTime) {
    Fire fire = new Fire();
    fire.jobUid = job.uid;
    fire.scheduledTime = time;
    fire.namespace = job.namespace;
    fire.jobId = job.id;
    fire.state = FireState.PENDING;
    fire.rule = Rule.BACKFILL;
    fire.reason = range == null ? WHY : Reopening.reason(WHY, range);
    fire.nextAttemptAt = start;
    fire.claimedAt = currentTime;
    job.inFlight++;
    return fire;
  }

  private static boolean isLeftOut(Fire row) {
    return row.state == FireState.MISSED
        || row.state == FireState.SKIPPED
        || row.state == FireState.CANCELLED;
  }
}
