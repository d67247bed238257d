package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Answer;
import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.HttpArrival;
import dev.carillon.testing.HttpReceiver;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What follows from fires that fail for good: their report, and the pause of their job. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterIT {

  private static final String SCHEMA = "carillon_it_dead";
  private static final String TOPIC = "dead-letters";
  private static final String TYPE = "dev.carillon.fire.failed.v1";
  private static final String NEVER_BY_ITSELF = "{\"type\": \"interval\", \"weeks\": 1}";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private HttpReceiver receiver;
  private CarillonProcess application;
  private Api api;

  @BeforeAll
  void start() {
    SharedParts.database().createDatabase(SCHEMA);
    SharedParts.broker().createTopic(TOPIC, 1);
    receiver = HttpReceiver.create();
    receiver.answer("/fails", Answer.status(500).body("out of order"));
    application = SharedParts.application("dead-letter", SCHEMA).start();
    api = new Api(application.client(), "dead");
  }

  @AfterAll
  void close() {
    application.close();
    receiver.close();
  }

  @Test
  void aFailedFireIsReportedOverHttp() {
    api.put("over-http", failing("/fails", 2, http("/dead")));

    JsonNode fire = awaitReported(run("over-http"));

    List<HttpArrival> reports = receiver.arrivalsAt("/dead");
    assertThat(reports).hasSize(1);
    HttpArrival report = reports.get(0);
    assertThat(report.header("ce-type")).isEqualTo(TYPE);
    assertThat(report.header("ce-id")).isEqualTo(Json.text(fire, "fireId") + "-failed-2");
    assertThat(report.header("ce-source")).isEqualTo("/namespaces/dead/jobs/over-http");
    assertThat(report.header("Content-Type")).startsWith("application/json");
    assertReport(Json.parse(report.body()), fire);
    assertThat(Json.text(api.get("over-http"), "inFlight")).isEqualTo("0");
  }

  @Test
  void aFailedFireIsReportedOverKafka() {
    String kafka = "{\"type\": \"kafka\", \"topic\": \"" + TOPIC + "\"}";
    api.put("over-kafka", failing("/fails", 2, kafka));

    JsonNode fire = awaitReported(run("over-kafka"));

    List<ConsumerRecord<byte[], byte[]>> records = SharedParts.broker().records(TOPIC);
    assertThat(records).hasSize(1);
    ConsumerRecord<byte[], byte[]> report = records.get(0);
    assertThat(header(report, "ce_type")).isEqualTo(TYPE);
    assertThat(header(report, "ce_id")).isEqualTo(Json.text(fire, "fireId") + "-failed-2");
    assertReport(Json.parse(new String(report.value(), StandardCharsets.UTF_8)), fire);
  }

  @Test
  void aReportIsSentAgainUntilItIsAccepted() {
    receiver.answer("/closed", Answer.status(503));
    receiver.answer("/unknown", Answer.status(404));
    api.put("refused-first", failing("/unknown", 50, http("/closed")));
    String fireId = run("refused-first");
    await().atMost(PATIENCE).until(() -> !receiver.arrivalsAt("/closed").isEmpty());
    assertThat(Json.text(api.fire(fireId), "deadLetterState")).isEqualTo("PENDING");

    receiver.answer("/closed", Answer.OK);
    JsonNode fire = awaitReported(fireId);

    List<HttpArrival> reports = receiver.arrivalsAt("/closed");
    assertThat(reports).hasSizeGreaterThanOrEqualTo(2);
    assertThat(reports).allMatch(report -> (fireId + "-failed-1").equals(report.header("ce-id")));
    for (int i = 0; i < reports.size(); i++) {
      assertThat(reports.get(i).header("ce-attempt")).isEqualTo(Integer.toString(i + 1));
    }
    assertThat(Json.text(fire, "attempt")).as("attempts of the fire itself").isEqualTo("1");
    assertThat(receiver.arrivalsOf(fireId)).hasSize(1);
  }

  @Test
  void threeFailuresInARowPauseTheJob() {
    receiver.answer("/flaps", Answer.status(404));
    api.put(
        "flaps",
        "{\"trigger\": %s, \"target\": %s, \"pauseAfterFailures\": 3}"
            .formatted(NEVER_BY_ITSELF, http("/flaps")));
    awaitState(run("flaps"), "FAILED");
    awaitState(run("flaps"), "FAILED");
    receiver.answer("/flaps", Answer.OK);
    awaitState(run("flaps"), "SUCCEEDED");
    receiver.answer("/flaps", Answer.status(404));
    awaitState(run("flaps"), "FAILED");
    awaitState(run("flaps"), "FAILED");
    JsonNode enabled = api.get("flaps");
    assertThat(Json.text(enabled, "consecutiveFailures")).isEqualTo("2");
    assertThat(Json.text(enabled, "state")).isEqualTo("ENABLED");

    String last = run("flaps");

    JsonNode paused =
        await()
            .atMost(PATIENCE)
            .until(() -> api.get("flaps"), job -> Json.text(job, "state").equals("PAUSED"));
    assertThat(Json.text(paused, "stateBy")).isEqualTo("carillon");
    assertThat(Json.text(paused, "stateReason"))
        .isEqualTo(
            "3 fires in a row have failed, pauseAfterFailures is 3; the last one is " + last);
  }

  private String failing(String path, int attempts, String deadLetter) {
    return """
        {"trigger": %s, "target": %s, "deadLetter": %s,
         "retryPolicy": {"maxAttempts": %d, "minBackoff": "PT0.3S", "maxBackoff": "PT0.3S"}}
        """
        .formatted(NEVER_BY_ITSELF, http(path), deadLetter, attempts);
  }

  private String http(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\"}";
  }

  private String run(String id) {
    HttpResponse<String> answer = application.client().post(api.job(id + ":run"), "");
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return Json.text(Json.parse(answer.body()), "fireId");
  }

  private JsonNode awaitState(String fireId, String state) {
    return await()
        .atMost(PATIENCE)
        .until(() -> api.fire(fireId), fire -> Json.text(fire, "state").equals(state));
  }

  private JsonNode awaitReported(String fireId) {
    JsonNode fire =
        await()
            .atMost(PATIENCE)
            .until(
                () -> api.fire(fireId),
                found -> "SENT".equals(found.path("deadLetterState").asText()));
    assertThat(Json.text(fire, "state")).isEqualTo("FAILED");
    return fire;
  }

  private static void assertReport(JsonNode report, JsonNode fire) {
    assertThat(Json.text(report, "fireId")).isEqualTo(Json.text(fire, "fireId"));
    assertThat(Json.text(report, "namespace")).isEqualTo("dead");
    assertThat(Json.text(report, "jobId")).isEqualTo(Json.text(fire, "jobId"));
    assertThat(Json.instant(report, "scheduledTime"))
        .isEqualTo(Json.instant(fire, "scheduledTime"));
    assertThat(Json.instant(report, "finishedAt")).isEqualTo(Json.instant(fire, "finishedAt"));
    assertThat(Json.member(report, "attempts").asInt()).isEqualTo(2);
    assertThat(Json.text(report, "error")).isEqualTo("HTTP status 500");
    assertThat(Json.member(report, "responseStatus").asInt()).isEqualTo(500);
    assertThat(Json.text(report, "response")).isEqualTo("out of order");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
