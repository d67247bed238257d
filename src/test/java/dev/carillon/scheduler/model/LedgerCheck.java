package dev.carillon.scheduler.model;

import dev.carillon.fire.FireState;
import dev.carillon.fire.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what is stored with the model, job by job and fire time by fire time. */
public final class LedgerCheck {

  private final Model model;
  private final Stored stored;

  public LedgerCheck(Model model, Stored stored) {
    this.model = model;
    this.stored = stored;
  }

  /**
   * A difference.
   *
   * @param job where; empty if it is not about one job
   */
  public record Difference(String job, String text) {}

  /** The first difference; null if there is none. */
  public @Nullable Difference find() {
    for (ModelJob job : model.everyJob()) {
      String text = job(job);
      if (text != null) {
        return new Difference(job.id(), text + System.lineSeparator() + job);
      }
    }
    Set<String> holders =
        model.lanes().stream().map(ModelFire::id).collect(Collectors.toCollection(TreeSet::new));
    return holders.equals(stored.laneHolders())
        ? null
        : new Difference("", "lanes held by " + stored.laneHolders() + " instead of " + holders);
  }

  private @Nullable String job(ModelJob job) {
    String actual = stored.job(job.uid);
    String expected = job.isGone ? null : describe(job);
    if (!Objects.equals(actual, expected)) {
      return "stored %s%n     not %s".formatted(actual, expected);
    }
    NavigableMap<Instant, Stored.Row> rows = stored.fires(job.uid);
    List<Stored.Row> ranges = new ArrayList<>();
    for (Stored.Row row : rows.values()) {
      if (row.untilTime() == null) {
        if (!job.fires.containsKey(row.time())) {
          return "a row of no fire time: " + row;
        }
      } else {
        ranges.add(row);
      }
    }
    return fires(job, rows, ranges);
  }

  private @Nullable String fires(
      ModelJob job, NavigableMap<Instant, Stored.Row> rows, List<Stored.Row> ranges) {
    Map<Stored.Row, Long> covered = new TreeMap<>();
    for (ModelFire fire : job.fires.values()) {
      Stored.Row own = rows.get(fire.time);
      if (own != null && own.untilTime() == null) {
        String actual = own.describe(stored.attempts(fire.id()), stored.waits(fire.id()));
        String expected = describe(fire);
        if (!actual.equals(expected)) {
          return "%s stored %s%n     not %s".formatted(fire.time, actual, expected);
        }
        continue;
      }
      List<Stored.Row> all = ranges.stream().filter(row -> row.covers(fire.time)).toList();
      if (all.size() != 1) {
        return fire + " is covered by " + all.size() + " rows: " + all;
      }
      Stored.Row range = all.get(0);
      if (range.state() != fire.state || range.rule() != fire.rule) {
        return fire + " is covered by " + range;
      }
      covered.merge(range, 1L, Long::sum);
    }
    for (Stored.Row range : ranges) {
      // What is due of a job that cannot be read cannot be counted.
      if (range.rule() != Rule.JOB_ERROR && range.fireTimes() != covered.getOrDefault(range, 0L)) {
        return range + " stands for " + covered.get(range) + " times";
      }
    }
    return null;
  }

  private static String describe(ModelJob job) {
    return ("%s next %s until %s last %s in flight %d waiting %d fired %d scheduled %d succeeded %d"
            + " failed %d missed %d skipped %d cancelled %d in a row %d")
        .formatted(
            job.state,
            job.next,
            job.pausedUntil,
            job.last,
            job.open.size(),
            job.buffered(),
            job.fired,
            job.scheduled,
            job.succeeded,
            job.failed,
            job.missed,
            job.skipped,
            job.cancelled,
            job.failuresInARow);
  }

  private static String describe(ModelFire fire) {
    List<String> attempts = new ArrayList<>();
    for (ModelFire.Attempt one : fire.attempts) {
      if (one.outcome != null && one.finished != null) {
        attempts.add(Stored.attempt(one.outcome, one.pod, one.started, one.finished));
      }
    }
    // After a failure that is followed by another attempt, the latest attempt is in both tables.
    ModelFire.Attempt latest = fire.attempts.isEmpty() ? null : fire.latest();
    return Stored.describe(
        fire.state,
        fire.rule,
        fire.attempt(),
        fire.queued,
        latest == null ? null : latest.started,
        latest == null ? null : fire.attempts.get(0).started,
        fire.finished,
        fire.state == FireState.RUNNING && latest != null ? latest.pod : null,
        attempts,
        fire.waits == null ? null : fire.waits.name());
  }

  /** What is not final, though nothing paused holds it. */
  public @Nullable Difference findStuck() {
    for (ModelJob job : model.everyJob()) {
      for (Stored.Row row : stored.fires(job.uid).values()) {
        boolean isOpen =
            row.state() == FireState.PENDING
                || row.state() == FireState.RUNNING
                || row.state() == FireState.RETRYING;
        if (isOpen) {
          return new Difference(job.id(), "stuck: " + row);
        }
      }
    }
    if (!stored.laneHolders().isEmpty() || stored.waiting() > 0) {
      return new Difference("", "lanes " + stored.laneHolders() + ", waiting " + stored.waiting());
    }
    return null;
  }
}
