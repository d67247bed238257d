package dev.carillon.metrics;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Answer;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import dev.carillon.testing.Scrape;
import dev.carillon.testing.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Prometheus finds after fires of every kind. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class MetricsTest {

  private static final String PAST = "{\"type\": \"date\", \"runDate\": \"2024-02-29T12:00:00Z\"}";
  private static final String FIRES = "carillon_fires_total";
  private static final String LATENESS = "carillon_fire_lateness_seconds_count";
  private static final String HTTP = "target=\"http\"";
  private static final Pattern ROW =
      Pattern.compile("^\\| `(carillon_\\w+?)(?:_total)?` \\|", Pattern.MULTILINE);

  private static HttpReceiver receiver;

  @Inject AgroalDataSource database;

  private final Application application = new Application("metrics");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void aFireIsCountedAndItsLatenessIsKnownInParts() {
    Scrape before = scrape();
    application.put("arrives", PAST, http("/metrics-arrives"));
    application.awaitFires("arrives", 1, state("SUCCEEDED"));

    awaitMore(before, FIRES, "state=\"SUCCEEDED\"", "rule=\"none\"", HTTP);
    for (String part : new String[] {"claim", "queue", "deliver"}) {
      awaitMore(before, LATENESS, "part=\"" + part + "\"");
    }
    awaitMore(before, "carillon_claim_batch_count", "source=\"due\"");
    awaitMore(before, "carillon_claim_seconds_count", "source=\"due\"");
    awaitMore(before, "carillon_settlement_batch_sum");
    awaitMore(before, "carillon_settlement_seconds_count");
  }

  @Test
  void aFireThatIsLeftOutIsCountedWithItsRule() {
    Scrape before = scrape();
    application.put("late", PAST, http("/metrics-late"), "\"misfireGraceTime\": \"PT1H\"");

    awaitMore(before, FIRES, "state=\"MISSED\"", "rule=\"MISFIRE_GRACE_TIME\"", HTTP);
  }

  @Test
  void aFireThatFailsForGoodIsCounted() {
    Scrape before = scrape();
    receiver.answer("/metrics-refused", Answer.status(404));
    application.put("refused", PAST, http("/metrics-refused"));

    awaitMore(before, FIRES, "state=\"FAILED\"", HTTP);
  }

  @Test
  void aJobThatCannotBePlannedIsCounted() throws SQLException {
    Scrape before = scrape();
    application.put(
        "lunar", "{\"type\": \"date\", \"runDate\": \"2100-01-01T00:00:00Z\"}", http("/never"));
    sql()
        .update(
            "UPDATE job SET trigger_spec = '{\"type\": \"lunar\"}', next_run_time = '2026-01-01'"
                + " WHERE namespace = ?",
            application.namespace());

    awaitMore(before, FIRES, "rule=\"JOB_ERROR\"", "target=\"none\"");
  }

  @Test
  void aTakeOverIsCounted() throws SQLException {
    receiver.answer("/metrics-lost", Answer.status(503));
    application.put(
        "lost", PAST, http("/metrics-lost"), "\"retryPolicy\": {\"minBackoff\": \"PT5M\"}");
    application.awaitFires("lost", 1, state("RETRYING"));
    receiver.answer("/metrics-lost", Answer.OK);
    Scrape before = scrape();

    sql()
        .update(
            "UPDATE fire SET state = 'RUNNING', lease_owner = 'a-dead-pod',"
                + " next_attempt_at = '2024-03-01 00:00:00' WHERE namespace = ?",
            application.namespace());

    awaitMore(before, "carillon_lease_takeovers_total");
    awaitMore(before, "carillon_claim_batch_count", "source=\"queue\"");
    awaitMore(before, FIRES, "state=\"SUCCEEDED\"", HTTP);
  }

  @Test
  void theSchedulerShowsHowItStands() {
    Awaitility.await()
        .until(() -> scrape().sum("carillon_backlog", "kind=\"jobs\""), count -> count >= 0);
    Scrape scrape = scrape();

    assertThat(scrape.sum("carillon_backlog", "kind=\"fires\"")).isNotNegative();
    assertThat(scrape.sum("carillon_fires_in_flight")).isNotNegative();
    assertThat(scrape.sum("carillon_clock_uncertainty_seconds")).isPositive();
    // The database runs on this machine.
    assertThat(scrape.sum("carillon_clock_offset_seconds")).isBetween(-60.0, 60.0);
  }

  @Test
  void noNameThatACallerChoseIsShown() {
    application.put("an-unusual-name", PAST, http("/an-unusual-path"));
    application.awaitFires("an-unusual-name", 1, state("SUCCEEDED"));

    Scrape scrape = scrape();

    assertThat(scrape.text())
        .doesNotContain(application.namespace(), "an-unusual-name", "an-unusual-path", "127.0.0.1");
    assertThat(scrape.ours()).hasSizeBetween(50, 400);
  }

  @Test
  void theTableOfTheDocumentationIsComplete() throws IOException {
    application.put("known", PAST, http("/metrics-known"));
    application.awaitFires("known", 1, state("SUCCEEDED"));

    var table =
        ROW.matcher(Files.readString(Path.of("docs/metrics.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet());

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(scrape().names())
                    .extracting(name -> name.replaceFirst("_total$", ""))
                    .containsExactlyInAnyOrderElementsOf(table));
  }

  private Scrape scrape() {
    return Scrape.of(application.client());
  }

  private Sql sql() {
    return new Sql(database);
  }

  private void awaitMore(Scrape before, String name, String... tags) {
    double then = before.sum(name, tags);
    Awaitility.await(name + String.join(",", tags))
        .atMost(Duration.ofSeconds(30))
        .until(() -> scrape().sum(name, tags), sum -> sum > then);
  }

  private static String http(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\", \"body\": {\"n\": 1}}";
  }
}
