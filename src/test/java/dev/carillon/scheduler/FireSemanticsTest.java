package dev.carillon.scheduler;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Answer;
import dev.carillon.testing.Application;
import dev.carillon.testing.Facts;
import dev.carillon.testing.HttpArrival;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Overlap, order and lifecycle, from the claim to the receiver. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FireSemanticsTest {

  private static final String WEEKLY =
      "{\"type\": \"interval\", \"weeks\": 1, \"startDate\": \"2024-01-01T00:00:00Z\"}";
  private static HttpReceiver receiver;

  @Inject Facts facts;
  @Inject AgroalDataSource database;

  private final Application application = new Application("semantics");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void theTimesOfOneBatchRunOneAfterAnother() throws SQLException {
    receiver.answer("/batch", Answer.OK.after(Duration.ofMillis(100)));
    application.put("batch", WEEKLY, http("/batch", null), "\"coalesce\": \"ALL\"");

    overdue(4, "batch");

    List<JsonNode> fires = application.awaitFires("batch", 4, state("SUCCEEDED"));
    assertOneAfterAnother(fires);
    assertThat(receiver.arrivalsAt("/batch"))
        .extracting(arrival -> arrival.header("ce-time"))
        .isSorted()
        .hasSize(4);
    JsonNode job = application.job("batch");
    assertThat(job.path("inFlight").asInt()).isZero();
    assertThat(job.path("waiting").asInt()).isZero();
    assertThat(job.path("scheduledCount").asInt()).isEqualTo(4);
  }

  @Test
  void bufferOneKeepsOneAndSkipsTheRest() throws SQLException {
    receiver.answer("/one", Answer.OK.after(Duration.ofMillis(100)));
    application.put(
        "one",
        WEEKLY,
        http("/one", null),
        "\"coalesce\": \"ALL\"",
        "\"overlapPolicy\": \"BUFFER_ONE\"");

    overdue(4, "one");

    List<JsonNode> delivered = application.awaitFires("one", 2, state("SUCCEEDED"));
    assertOneAfterAnother(delivered);
    JsonNode skipped = application.awaitFires("one", 1, state("SKIPPED")).get(0);
    assertThat(skipped.path("rule").asText()).isEqualTo("MAX_INSTANCES");
    assertThat(skipped.path("fireTimes").asInt()).isEqualTo(2);
    assertThat(application.job("one").path("skippedCount").asInt()).isEqualTo(2);
  }

  @Test
  void firesThatShareAKeyKeepTheirOrderAlsoThroughRetries() throws SQLException {
    receiver.answer("/first", Answer.status(503));
    String ordered = "\"ordered\": true, \"coalesce\": \"ALL\", \"maxInstances\": null";
    String retry =
        "\"retryPolicy\": {\"minBackoff\": \"PT0.3S\", \"maxBackoff\": \"PT0.3S\", \"jitter\": 0}";
    application.put("first", WEEKLY, http("/first", "k"), ordered, retry);
    application.put("second", WEEKLY.replace("01T00:", "01T12:"), http("/second", "k"), ordered);

    overdue(3, "first", "second");

    Awaitility.await().until(() -> receiver.arrivalsAt("/first").size() >= 2);
    assertThat(receiver.arrivalsAt("/second")).isEmpty();
    receiver.answer("/first", Answer.OK);
    List<JsonNode> fires = new ArrayList<>();
    fires.addAll(application.awaitFires("first", 3, state("SUCCEEDED")));
    fires.addAll(application.awaitFires("second", 3, state("SUCCEEDED")));
    assertThat(fires).hasSize(6);
    assertOneAfterAnother(fires);
    assertThat(count("SELECT COUNT(*) FROM lane")).isZero();
    assertThat(count("SELECT COUNT(*) FROM waiting_fire WHERE lane IS NOT NULL")).isZero();
  }

  @Test
  void aCompletedJobGoesIfItIsNotToBeKept() {
    application.put(
        "goes",
        "{\"type\": \"date\", \"runDate\": \"2024-02-29T12:00:00Z\"}",
        http("/goes", null),
        "\"onCompletion\": \"DELETE\"");

    Awaitility.await()
        .until(() -> application.client().get(application.path("goes")).statusCode() == 404);

    HttpArrival arrival = receiver.arrivalsAt("/goes").get(0);
    JsonNode fire =
        Application.json(
            application
                .client()
                .get(
                    "/v1/namespaces/"
                        + application.namespace()
                        + "/fires/"
                        + arrival.header("ce-id")));
    assertThat(fire.path("state").asText()).isEqualTo("SUCCEEDED");
    Awaitility.await().untilAsserted(() -> assertThat(facts.names("goes")).contains("JobRemoved"));
  }

  @Test
  void maxFiresCompletesTheJobAndAHigherOneLetsItGoOn() throws SQLException {
    application.put("few", WEEKLY, http("/few", null), "\"coalesce\": \"ALL\"", "\"maxFires\": 2");

    overdue(4, "few");

    application.awaitFires("few", 2, state("SUCCEEDED"));
    JsonNode job = application.job("few");
    assertThat(job.path("state").asText()).isEqualTo("COMPLETED");
    assertThat(job.path("stateReason").asText()).contains("maxFires, which is 2");
    assertThat(application.fires("few")).hasSize(2);

    JsonNode more =
        application.put(
            "few", WEEKLY, http("/few", null), "\"coalesce\": \"ALL\"", "\"maxFires\": 3");
    assertThat(more.path("state").asText()).isEqualTo("ENABLED");
    assertThat(Instant.parse(more.path("nextRunTime").asText())).isAfter(Instant.now());
  }

  @Test
  void aPauseWithAnEndIsOverByItself() {
    application.put("rests", WEEKLY, http("/rests", null));
    Instant until = Instant.now().plusSeconds(1);

    JsonNode paused =
        Application.json(
            application
                .client()
                .post(
                    application.path("rests:pause"),
                    "{\"reason\": \"tea\", \"by\": \"ann\", \"until\": \"" + until + "\"}"));
    assertThat(paused.path("state").asText()).isEqualTo("PAUSED");
    assertThat(paused.path("stateBy").asText()).isEqualTo("ann");
    assertThat(Instant.parse(paused.path("pausedUntil").asText()))
        .isEqualTo(until.truncatedTo(ChronoUnit.MICROS));
    assertThat(paused.has("nextRunTime")).isFalse();

    Awaitility.await()
        .until(() -> application.job("rests").path("state").asText().equals("ENABLED"));
    JsonNode job = application.job("rests");
    assertThat(Instant.parse(job.path("nextRunTime").asText())).isAfter(until);
    assertThat(job.has("pausedUntil")).isFalse();
    assertThat(application.fires("rests")).isEmpty();
  }

  @Test
  void startAndEndBoundTheTrigger() {
    JsonNode job =
        application.put(
            "bounded",
            WEEKLY,
            http("/bounded", null),
            "\"startTime\": \"2098-01-01T00:00:00Z\"",
            "\"endTime\": \"2098-02-01T00:00:00Z\"");

    assertThat(Instant.parse(job.path("nextRunTime").asText()))
        .isBetween(Instant.parse("2098-01-01T00:00:00Z"), Instant.parse("2098-01-08T00:00:00Z"));
  }

  /** As if nobody had claimed the jobs for so many of their weeks; they wait meanwhile. */
  private void overdue(int weeks, String... ids) throws SQLException {
    for (String id : ids) {
      application.client().post(application.path(id + ":pause"), "");
    }
    String list = "'" + String.join("', '", ids) + "'";
    try (Connection connection = database.getConnection()) {
      connection
          .createStatement()
          .executeUpdate(
              "UPDATE job SET state = 'ENABLED', next_run_time = DATE_ADD(DATE_ADD("
                  + "'2024-01-01', INTERVAL FLOOR(DATEDIFF(UTC_TIMESTAMP() - INTERVAL 12 HOUR,"
                  + " '2024-01-01') / 7) - "
                  + (weeks - 1)
                  + " WEEK), INTERVAL IF(trigger_spec LIKE '%01T12:%', 12, 0) HOUR) WHERE id IN ("
                  + list
                  + ") AND namespace = '"
                  + application.namespace()
                  + "'");
    }
  }

  private int count(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void assertOneAfterAnother(List<JsonNode> fires) {
    List<JsonNode> ordered =
        fires.stream()
            .sorted(Comparator.comparing(fire -> instant(fire, "scheduledTime")))
            .toList();
    for (int i = 1; i < ordered.size(); i++) {
      assertThat(instant(ordered.get(i), "firstStartedAt"))
          .isAfterOrEqualTo(instant(ordered.get(i - 1), "finishedAt"));
    }
  }

  private static Instant instant(JsonNode fire, String member) {
    return Instant.parse(fire.path(member).asText());
  }

  private static String http(String path, @org.jspecify.annotations.Nullable String key) {
    return "{\"type\": \"http\", \"url\": \""
        + receiver.uri(path)
        + "\""
        + (key == null ? "" : ", \"key\": \"" + key + "\"")
        + "}";
  }
}
