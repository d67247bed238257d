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
import dev.carillon.testing.ThrowingObserver;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FireFlowTest {

  private static final String PAST = "{\"type\": \"date\", \"runDate\": \"2024-02-29T12:00:00Z\"}";
  private static final String EVERY_SECOND = "{\"type\": \"interval\", \"seconds\": 1}";
  private static final String QUICK_RETRY =
      "\"retryPolicy\": {\"maxAttempts\": 3, \"minBackoff\": \"PT0.2S\"}";
  private static HttpReceiver receiver;

  @Inject Facts facts;
  @Inject ThrowingObserver throwing;
  @Inject AgroalDataSource database;

  private final Application application = new Application("flow");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void aFireArrivesAndTheLedgerSaysSo() {
    application.put("arrives", PAST, http("/arrives"));

    JsonNode fire = application.awaitFires("arrives", 1, state("SUCCEEDED")).get(0);

    HttpArrival arrival = receiver.arrivalsAt("/arrives").get(0);
    assertThat(arrival.header("ce-id")).isEqualTo(fire.path("fireId").asText());
    assertThat(arrival.header("ce-time")).isEqualTo("2024-02-29T12:00:00Z");
    assertThat(fire.path("responseStatus").asInt()).isEqualTo(200);
    assertThat(fire.path("attempt").asInt()).isEqualTo(1);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(facts.names("arrives"))
                    .containsExactly("JobAdded", "JobSubmitted", "JobExecuted"));
    Awaitility.await()
        .untilAsserted(() -> assertThat(facts.asyncNames("arrives")).contains("JobExecuted"));
    JsonNode job = application.job("arrives");
    assertThat(job.path("state").asText()).isEqualTo("COMPLETED");
    assertThat(job.path("successCount").asInt()).isEqualTo(1);
    assertThat(job.path("inFlight").asInt()).isZero();
  }

  @Test
  void aFailedAttemptIsRetriedWithTheSameFireIdUntilTheLast() {
    receiver.answer("/fails", Answer.status(503));
    application.put("fails", PAST, http("/fails"), QUICK_RETRY);

    JsonNode fire = application.awaitFires("fails", 1, state("FAILED")).get(0);

    List<HttpArrival> arrivals = receiver.arrivalsAt("/fails");
    assertThat(arrivals).hasSize(3);
    assertThat(arrivals)
        .extracting(arrival -> arrival.header("Idempotency-Key"))
        .containsOnly(fire.path("fireId").asText());
    assertThat(fire.path("attempt").asInt()).isEqualTo(3);
    assertThat(application.job("fails").path("failureCount").asInt()).isEqualTo(1);
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(facts.names("fails")).endsWith("JobSubmitted", "JobFailed"));
  }

  @Test
  void aRetrySucceedsOnceTheReceiverDoes() {
    receiver.answer("/mends", Answer.status(500));
    application.put("mends", PAST, http("/mends"), QUICK_RETRY);
    Awaitility.await().until(() -> !receiver.arrivalsAt("/mends").isEmpty());
    receiver.answer("/mends", Answer.OK);

    JsonNode fire = application.awaitFires("mends", 1, state("SUCCEEDED")).get(0);

    assertThat(fire.path("attempt").asInt()).isGreaterThan(1);
  }

  @Test
  void anAnswerThatNoRetryCanMendIsFinal() {
    receiver.answer("/gone", Answer.status(404));
    application.put("gone", PAST, http("/gone"), QUICK_RETRY);

    JsonNode fire = application.awaitFires("gone", 1, state("FAILED")).get(0);

    assertThat(fire.path("attempt").asInt()).isEqualTo(1);
    assertThat(fire.path("responseStatus").asInt()).isEqualTo(404);
  }

  @Test
  void aFireLaterThanItsGraceIsMissed() {
    application.put("late", PAST, http("/late"), "\"misfireGraceTime\": \"PT1H\"");

    JsonNode fire = application.awaitFires("late", 1, state("MISSED")).get(0);

    assertThat(fire.path("reason").asText()).contains("PT1H");
    assertThat(receiver.arrivalsAt("/late")).isEmpty();
    Awaitility.await().untilAsserted(() -> assertThat(facts.names("late")).contains("JobMissed"));
    assertThat(application.job("late").path("missedCount").asInt()).isEqualTo(1);
  }

  @Test
  void aFireBeyondMaxInstancesIsSkippedAndExplained() {
    receiver.answer("/slow", Answer.OK.after(Duration.ofSeconds(3)));
    application.put("slow", EVERY_SECOND, http("/slow"));

    JsonNode skipped = application.awaitFires("slow", 1, state("SKIPPED")).get(0);

    assertThat(skipped.path("reason").asText()).contains("maxInstances is 1");
    Awaitility.await().untilAsserted(() -> assertThat(facts.names("slow")).contains("JobSkipped"));
    application.client().delete(application.path("slow"));
  }

  @Test
  void anObserverThatThrowsBreaksNothing() {
    String id = ThrowingObserver.VICTIM + "-observer";
    application.put(id, EVERY_SECOND, http("/throwing"));

    application.awaitFires(id, 2, state("SUCCEEDED"));

    assertThat(throwing.thrown()).isGreaterThan(3);
    application.client().delete(application.path(id));
  }

  @Test
  void aFireWhoseLeaseHasRunOutIsTakenOver() throws SQLException {
    receiver.answer("/held", Answer.status(503));
    application.put(
        "held",
        PAST,
        http("/held"),
        "\"retryPolicy\": {\"minBackoff\": \"PT1H\", \"maxBackoff\": \"PT1H\", \"jitter\": 0}");
    application.awaitFires("held", 1, state("RETRYING"));
    receiver.answer("/held", Answer.OK);

    execute(
        "UPDATE fire SET state = 'RUNNING', lease_owner = 'a-dead-pod',"
            + " next_attempt_at = '2024-03-01 00:00:00' WHERE job_id = 'held'");

    JsonNode fire = application.awaitFires("held", 1, state("SUCCEEDED")).get(0);
    assertThat(fire.path("reason").asText()).contains("a-dead-pod");
    assertThat(fire.path("attempt").asInt()).isEqualTo(2);
    assertThat(receiver.arrivalsAt("/held"))
        .extracting(arrival -> arrival.header("ce-id"))
        .containsOnly(fire.path("fireId").asText());
  }

  @Test
  void aPauseHoldsRetriesAndResumeLetsThemGoOn() {
    receiver.answer("/paused", Answer.status(503));
    application.put(
        "paused",
        "{\"type\": \"interval\", \"hours\": 1, \"startDate\": \"2024-01-01T00:00:00Z\"}",
        http("/paused"),
        "\"retryPolicy\": {\"minBackoff\": \"PT1S\", \"maxBackoff\": \"PT1S\", \"jitter\": 0}");
    application.client().post(application.path("paused:run"), "");
    application.awaitFires("paused", 1, state("RETRYING"));

    application.client().post(application.path("paused:pause"), "");
    int started = receiver.arrivalsAt("/paused").size();
    JsonNode held =
        application
            .awaitFires("paused", 1, fire -> fire.path("reason").asText().startsWith("held"))
            .get(0);

    assertThat(held.has("nextAttemptAt")).isFalse();
    assertThat(receiver.arrivalsAt("/paused").size()).isLessThanOrEqualTo(started + 1);
    receiver.answer("/paused", Answer.OK);
    application.client().post(application.path("paused:resume"), "");
    application.awaitFires("paused", 1, state("SUCCEEDED"));
    application.client().delete(application.path("paused"));
  }

  @Test
  void deletingAJobCancelsItsRetriesAndKeepsItsLedger() {
    receiver.answer("/deleted", Answer.status(503));
    application.put(
        "deleted", PAST, http("/deleted"), "\"retryPolicy\": {\"minBackoff\": \"PT5M\"}");
    String fireId =
        application.awaitFires("deleted", 1, state("RETRYING")).get(0).path("fireId").asText();

    application.client().delete(application.path("deleted"));

    JsonNode fire =
        Application.json(
            application
                .client()
                .get("/v1/namespaces/" + application.namespace() + "/fires/" + fireId));
    assertThat(fire.path("state").asText()).isEqualTo("CANCELLED");
    assertThat(fire.path("reason").asText()).contains("deleted");
  }

  @Test
  void timesSurviveEveryZoneOnTheWay() throws SQLException {
    // In the gap of the JVM's zone if it were read as local time.
    String gap = "2027-03-14T02:30:00.123456Z";
    application.put("gap", "{\"type\": \"date\", \"runDate\": \"" + gap + "\"}", http("/never"));

    assertThat(Instant.parse(application.job("gap").path("nextRunTime").asText()))
        .isEqualTo(Instant.parse(gap));
    try (Connection connection = database.getConnection();
        var row =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT CAST(next_run_time AS CHAR) FROM job WHERE id = 'gap' AND namespace = '"
                        + application.namespace()
                        + "'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("2027-03-14 02:30:00.123456");
    }
    application.client().delete(application.path("gap"));
  }

  private static String http(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\", \"body\": {\"n\": 1}}";
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.createStatement().executeUpdate(sql);
    }
  }
}
