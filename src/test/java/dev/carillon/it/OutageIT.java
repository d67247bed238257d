package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.CarillonProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A thousand jobs that fire every second, {@code coalesce: ALL}, and an hour without any process:
 * it is caught up with in bounded time and memory, and the report adds up.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageIT {

  private static final String SCHEMA = "carillon_it_outage";
  private static final String TOPIC = "outage";
  private static final int JOBS = 1_000;

  /** How much of the backlog of each job is delivered. By hand also with what is the default. */
  private static final int MAX_COUNT = Integer.getInteger("outage.maxCount", 20);

  private static final Duration OUTAGE = Duration.ofHours(1);

  /** For all deliveries of the backlog, beside those that become due meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(100 + MAX_COUNT);

  private final LedgerTables ledger = new LedgerTables(SharedParts.database(), SCHEMA);
  private CarillonProcess application;
  private Api api;

  @BeforeAll
  void start() {
    SharedParts.database().createDatabase(SCHEMA);
    SharedParts.broker().createTopic(TOPIC, 3);
    application = SharedParts.application("outage", SCHEMA).withHeap("256m").start();
    api = new Api(application.client(), "outage");
  }

  @AfterAll
  void close() {
    application.close();
  }

  @Test
  void anHourIsCaughtUpWithAndTheReportAddsUp() {
    IntStream.range(0, JOBS).parallel().forEach(i -> api.put("tick-" + i, job(i)));
    assertThat(application.stop().exitCode()).isIn(0, 143);
    Instant stopped = Instant.now();
    makeOlder();

    Instant asked = Instant.now();
    application.start();
    Instant ready = Instant.now();
    JsonNode outage = awaitCaughtUp();
    Instant caughtUp = Instant.now();
    awaitNewFires(caughtUp);
    long peak = application.peakMemory();
    stopFiring();

    Backlog backlog = Backlog.of(rows(Instant.EPOCH));
    System.out.println(
        "OutageIT: ready after %d ms, caught up after %d ms, peak memory %d MiB with a heap of 256 MiB; %s"
            .formatted(millis(asked, ready), millis(asked, caughtUp), peak, outage.toString()));
    System.out.println(
        "OutageIT: fires after the outage started "
            + Lateness.of(
                rows(Json.instant(outage, "endedAt")).stream()
                    .filter(row -> row.state().equals("SUCCEEDED"))
                    .toList(),
                FireRow::startedAt));
    assertThat(backlog.byJob()).hasSize(JOBS);
    backlog.assertWhole();
    assertReport(outage, backlog.since(Json.instant(outage, "endedAt")));
    assertDelivered(stopped, backlog);
    // What was claimed ahead when the process stopped is in the queue now.
    assertThat(ledger.number("SELECT COALESCE(SUM(in_flight), 0) FROM job"))
        .isEqualTo(ledger.number("SELECT COUNT(*) FROM fire WHERE state = 'PENDING'"));
    assertThat(millis(asked, ready)).isLessThan(120_000);
  }

  private static String job(int i) {
    return """
        {"trigger": {"type": "interval", "seconds": 1}, "coalesce": "ALL",
         "catchUp": {"maxCount": %d},
         "target": {"type": "kafka", "topic": "%s", "key": "key-%d", "value": {"n": %d}}}
        """
        .formatted(MAX_COUNT, TOPIC, i, i);
  }

  /** As if all that is stored had been written an hour before. */
  private void makeOlder() {
    String hour = " - INTERVAL " + OUTAGE.toSeconds() + " SECOND";
    ledger.execute(
        older("job", hour, "next_run_time", "last_fire_time", "trigger_set_at", "created_at"),
        older("fire", hour, "scheduled_time", "claimed_at", "first_started_at", "started_at")
            + ", finished_at = finished_at"
            + hour
            + " ORDER BY scheduled_time",
        older("pod", hour, "started_at", "heartbeat_at", "stopped_at"));
  }

  private static String older(String table, String hour, String... columns) {
    return "UPDATE "
        + table
        + " SET "
        + List.of(columns).stream()
            .map(column -> column + " = " + column + hour)
            .collect(Collectors.joining(", "));
  }

  /** Waits until no fire of the outage is open any more, and returns the report. */
  private JsonNode awaitCaughtUp() {
    return await("the backlog is delivered")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> outages().get(0),
            outage -> open(Json.instant(outage, "endedAt")) == 0 && undecided(outage) == 0);
  }

  private JsonNode outages() {
    HttpResponse<String> answer = application.client().get("/v1/scheduler/outages");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode outages = Json.member(Json.parse(answer.body()), "outages");
    assertThat(outages).as("one outage, not %s", outages).hasSize(1);
    return outages;
  }

  private long open(Instant until) {
    return ledger.number(
        "SELECT COUNT(*) FROM fire WHERE state IN ('PENDING', 'RUNNING', 'RETRYING')"
            + " AND scheduled_time <= '"
            + until.toString().replaceAll("[TZ]", " ")
            + "'");
  }

  private long undecided(JsonNode outage) {
    return ledger.number(
        "SELECT COUNT(*) FROM job WHERE next_run_time <= '"
            + Json.instant(outage, "endedAt").toString().replaceAll("[TZ]", " ")
            + "'");
  }

  /** Waits until each job has fired at a time after that instant. */
  private void awaitNewFires(Instant after) {
    await("new fires go on")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                rows(after).stream()
                        .filter(FireRow::succeededAtOnce)
                        .map(FireRow::uid)
                        .distinct()
                        .count()
                    == JOBS);
  }

  /** Ends the process in good order: the ledger stays as it is from then on. */
  private void stopFiring() {
    assertThat(application.stop().exitCode()).isIn(0, 143);
  }

  /** What was decided before the stop, but after the last heartbeat, is none of the report's. */
  private static void assertReport(JsonNode outage, Backlog backlog) {
    Instant begin = Json.instant(outage, "startedAt");
    Instant end = Json.instant(outage, "endedAt");
    Map<String, Long> reported = new TreeMap<>();
    Json.member(outage, "byRule")
        .properties()
        .forEach(rule -> reported.put(rule.getKey(), rule.getValue().asLong()));
    assertThat(Duration.between(begin, end)).isBetween(OUTAGE, OUTAGE.plusMinutes(10));
    assertThat(reported).isEqualTo(backlog.byRule(begin, end));
    assertThat(reported).containsOnlyKeys(Backlog.DELIVERED, "CATCH_UP_MAX_COUNT");
    long due = Json.member(outage, "due").asLong();
    assertThat(due).isEqualTo(backlog.due(begin, end));
    assertThat(due).isGreaterThanOrEqualTo(JOBS * (OUTAGE.toSeconds() - 1));
    assertThat(due)
        .isEqualTo(
            List.of("caughtUp", "coalesced", "missed", "skipped").stream()
                .mapToLong(member -> Json.member(outage, member).asLong())
                .sum());
    assertThat(Json.member(outage, "missed").asLong())
        .isEqualTo(reported.get("CATCH_UP_MAX_COUNT"));
  }

  /** What came after the stop is what the ledger calls delivered since, no more and no less. */
  private void assertDelivered(Instant stopped, Backlog backlog) {
    Set<String> arrived = new HashSet<>();
    int twice = 0;
    for (ConsumerRecord<byte[], byte[]> record : SharedParts.broker().records(TOPIC)) {
      if (record.timestamp() > stopped.toEpochMilli()) {
        twice += arrived.add(Arrival.of(record).fireId()) ? 0 : 1;
      }
    }
    Set<String> delivered =
        backlog.byJob().values().stream()
            .flatMap(List::stream)
            .filter(row -> row.state().equals("SUCCEEDED"))
            .filter(row -> row.finishedAt() != null && row.finishedAt().isAfter(stopped))
            .map(FireRow::fireId)
            .collect(Collectors.toSet());
    System.out.println(
        "OutageIT: %d fires delivered since the start, %d records twice"
            .formatted(arrived.size(), twice));
    assertThat(arrived).isEqualTo(delivered);
    assertThat(backlog.byJob().values())
        .allSatisfy(
            rows ->
                assertThat(rows)
                    .filteredOn(row -> !isGivenBack(row))
                    .extracting(FireRow::state)
                    .containsOnly("SUCCEEDED", "MISSED"));
  }

  /** Claimed ahead of its time, and not started before the stop. */
  private static boolean isGivenBack(FireRow row) {
    return row.state().equals("PENDING")
        && row.attempt() == 0
        && row.claimedAt().isBefore(row.scheduled());
  }

  private List<FireRow> rows(Instant from) {
    return ledger.fires("tick-%", from, Instant.now().plus(1, ChronoUnit.DAYS));
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
