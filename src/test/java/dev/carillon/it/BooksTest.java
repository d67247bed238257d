package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks of the integration tests find what they are there for. */
class BooksTest {

  private static final Instant START = Instant.parse("2027-03-01T10:00:01.000001Z");
  private static final StoredJob INTERVAL = job("{\"type\":\"interval\",\"seconds\":2}", START);
  private static final Books BOOKS = Books.of(List.of(INTERVAL), START.plusSeconds(6));

  @Test
  void expectsIntervalsFromTheFirstTimeOn() {
    assertThat(BOOKS.expected())
        .containsOnlyKeys("u-1803895201000001", "u-1803895203000001", "u-1803895205000001");
  }

  @Test
  void expectsCronsAtTheirSeconds() {
    Instant first = Instant.parse("2027-03-01T10:00:07Z");
    StoredJob job = job("{\"type\":\"cron\",\"second\":\"7,11,29,53\"}", first);
    assertThat(job.timesBefore(first.plusSeconds(61)))
        .extracting(time -> Duration.between(first, time).toSeconds())
        .containsExactly(0L, 4L, 22L, 46L, 60L);
    assertThat(job.startsRight(first.minusMillis(1))).isTrue();
    assertThat(job.startsRight(first.minusSeconds(20))).isFalse();
  }

  @Test
  void acceptsEachFireOnce() {
    List<Arrival> arrivals = arrivals();
    assertThat(BOOKS.missing(arrivals)).isEmpty();
    assertThat(BOOKS.unexpected(arrivals)).isEmpty();
    assertThat(BOOKS.duplicates(arrivals)).isEmpty();
    assertThat(Books.early(arrivals)).isEmpty();
    assertThat(BOOKS.byLateness(arrivals)).hasSize(3);
  }

  @Test
  void findsAFireThatDidNotArrive() {
    List<Arrival> arrivals = arrivals();
    Arrival dropped = arrivals.remove(1);
    assertThat(BOOKS.missing(arrivals)).containsExactly(dropped.fireId());
  }

  @Test
  void findsASecondArrival() {
    List<Arrival> arrivals = arrivals();
    arrivals.add(arrivals.get(0));
    assertThat(BOOKS.duplicates(arrivals)).containsExactly(arrivals.get(0));
  }

  @Test
  void findsAnArrivalThatNothingPlanned() {
    Arrival stray = arrival("u-1803895202000001", START.plusSeconds(1), START.plusSeconds(1));
    assertThat(BOOKS.unexpected(List.of(stray))).containsExactly(stray);
  }

  @Test
  void findsAnArrivalThatNamesAnotherTime() {
    Arrival wrong = arrival(INTERVAL.fireId(START), START.plusSeconds(2), START.plusSeconds(2));
    assertThat(BOOKS.unexpected(List.of(wrong))).containsExactly(wrong);
  }

  @Test
  void findsAnArrivalBeforeItsTime() {
    Arrival early = arrival(INTERVAL.fireId(START), START, START.minusNanos(1_000));
    assertThat(Books.early(List.of(early))).containsExactly(early);
  }

  @Test
  void leavesOutWhatIsAfterTheCut() {
    Instant later = START.plusSeconds(6);
    Arrival beyond = arrival(INTERVAL.fireId(later), later, later);
    assertThat(BOOKS.unexpected(List.of(beyond))).isEmpty();
    assertThat(BOOKS.duplicates(List.of(beyond, beyond))).isEmpty();
  }

  @Test
  void putsTheLatestFirst() {
    List<Arrival> arrivals = arrivals();
    Arrival last = arrival(INTERVAL.fireId(START), START, START.plusMillis(6));
    arrivals.add(last);
    assertThat(BOOKS.byLateness(arrivals).get(0)).isEqualTo(last);
  }

  @Test
  void wantsOneSucceededRowForEachFire() {
    String first = row(START, "SUCCEEDED");
    String second = row(START.plusSeconds(2), "SUCCEEDED");
    assertThat(wrong(first, second, row(START.plusSeconds(4), "SUCCEEDED"))).isEmpty();
    assertThat(wrong(first, second, row(START.plusSeconds(4), "RUNNING"))).hasSize(1);
    assertThat(wrong(first, second)).containsExactly("no row for u-1803895205000001");
    assertThat(wrong(first, first, second, row(START.plusSeconds(4), "SUCCEEDED"))).hasSize(1);
    assertThat(wrong(row(START.plusSeconds(1), "SUCCEEDED"))).hasSize(4);
  }

  private static Iterable<String> wrong(String... rows) {
    return BOOKS.wrongInLedger(List.of(rows).stream().map(Json::parse).toList());
  }

  private static String row(Instant scheduled, String state) {
    return "{\"fireId\":\"%s\",\"scheduledTime\":\"%s\",\"state\":\"%s\"}"
        .formatted(INTERVAL.fireId(scheduled), scheduled, state);
  }

  private static List<Arrival> arrivals() {
    List<Arrival> arrivals = new ArrayList<>();
    for (Instant time : INTERVAL.timesBefore(START.plusSeconds(6))) {
      arrivals.add(arrival(INTERVAL.fireId(time), time, time.plusMillis(5)));
    }
    return arrivals;
  }

  private static Arrival arrival(String fireId, Instant scheduled, Instant at) {
    return new Arrival(fireId, "/namespaces/n/jobs/j", 1, scheduled, at);
  }

  private static StoredJob job(String trigger, Instant first) {
    return new StoredJob("j", "u", Json.parse(trigger), first);
  }
}
