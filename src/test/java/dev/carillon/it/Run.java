package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A load of jobs while it runs, and its account afterwards. */
record Run(Api api, List<StoredJob> jobs, Deliveries deliveries) {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Waits until that instant is past. */
  static void until(Instant time) {
    await()
        .atMost(Duration.between(Instant.now(), time).plusSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Instant.now().isAfter(time));
  }

  /**
   * Takes the cut now, and waits until every fire before it has arrived and is SUCCEEDED in the
   * ledger. Nothing may have come early, or without being planned.
   */
  Books close() {
    Books books = Books.of(jobs, Instant.now());
    await("every expected fire arrives")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(books.missing(deliveries.all())).isEmpty());
    await("the ledger says SUCCEEDED for each")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(books.wrongInLedger(ledger())).isEmpty());
    assertThat(books.unexpected(deliveries.all())).isEmpty();
    assertThat(Books.early(deliveries.all())).isEmpty();
    return books;
  }

  /** The rows of all jobs. */
  List<JsonNode> ledger() {
    return jobs.stream().flatMap(job -> api.fires(job.id()).stream()).toList();
  }

  /** The arrivals of the fires before the cut. */
  List<Arrival> counted(Books books) {
    return deliveries.all().stream()
        .filter(arrival -> arrival.scheduled().isBefore(books.cut()))
        .toList();
  }

  /** A line of numbers for the reader of the build's output. */
  String summary(Books books) {
    List<Arrival> arrivals = counted(books);
    List<Arrival> late = books.byLateness(arrivals);
    return "%d jobs, %d fires expected, %d arrivals, %d duplicates; late: largest %d ms (%s), 99%% within %d ms, half within %d ms"
        .formatted(
            jobs.size(),
            books.expected().size(),
            arrivals.size(),
            books.duplicates(arrivals).size(),
            late.get(0).lateness().toMillis(),
            late.get(0),
            late.get(late.size() / 100).lateness().toMillis(),
            late.get(late.size() / 2).lateness().toMillis());
  }
}
