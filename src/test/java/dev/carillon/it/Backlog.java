package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows of jobs that fire every second, and what they say about the times of a window.
 *
 * @param byJob the rows of each job in the order of their times
 */
record Backlog(Map<String, List<FireRow>> byJob) {

  static final String DELIVERED = "DELIVERED";
  private static final Duration SECOND = Duration.ofSeconds(1);

  static Backlog of(List<FireRow> rows) {
    return new Backlog(rows.stream().collect(Collectors.groupingBy(FireRow::uid)));
  }

  /** The rows that were decided at that instant or later. */
  Backlog since(Instant claimed) {
    return of(
        byJob.values().stream()
            .flatMap(List::stream)
            .filter(row -> !row.claimedAt().isBefore(claimed))
            .toList());
  }

  /** Each second of each job has exactly one row that stands for it, and the row counts right. */
  void assertWhole() {
    byJob.forEach(
        (uid, rows) -> {
          for (int i = 0; i < rows.size(); i++) {
            FireRow row = rows.get(i);
            assertThat(row.fireTimes()).as("%s", row).isEqualTo(times(row.scheduled(), row.last()));
            if (i > 0) {
              assertThat(row.scheduled())
                  .as("after %s", rows.get(i - 1))
                  .isEqualTo(rows.get(i - 1).last().plus(SECOND));
            }
          }
        });
  }

  /** How many times of the window each rule decided; both ends belong to it. */
  Map<String, Long> byRule(Instant begin, Instant end) {
    Map<String, Long> counts = new TreeMap<>();
    for (List<FireRow> rows : byJob.values()) {
      for (FireRow row : rows) {
        long times = timesWithin(row, begin, end);
        if (times > 0) {
          counts.merge(row.rule() == null ? DELIVERED : row.rule(), times, Long::sum);
        }
      }
    }
    return counts;
  }

  /** How many times fall into the window, by the first row of each job alone. */
  long due(Instant begin, Instant end) {
    return byJob.values().stream()
        .mapToLong(
            rows -> {
              Instant first = firstFrom(rows.get(0).scheduled(), begin);
              return first.isAfter(end) ? 0 : times(first, end);
            })
        .sum();
  }

  private static long timesWithin(FireRow row, Instant begin, Instant end) {
    Instant first = firstFrom(row.scheduled(), begin);
    Instant last = row.last().isBefore(end) ? row.last() : end;
    return first.isAfter(last) ? 0 : times(first, last);
  }

  /** The first time from {@code begin} on, in steps of a second from a known one. */
  private static Instant firstFrom(Instant known, Instant begin) {
    if (!known.isBefore(begin)) {
      return known;
    }
    long micros = Duration.between(known, begin).toNanos() / 1000;
    return known.plus(SECOND.multipliedBy((micros + 999_999) / 1_000_000));
  }

  private static long times(Instant first, Instant last) {
    return Duration.between(first, last).dividedBy(SECOND) + 1;
  }
}
