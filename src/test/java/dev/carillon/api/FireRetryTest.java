package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.PAST;
import static dev.carillon.api.Problems.assertProblem;
import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Answer;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpArrival;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A failed fire is tried again: the same fire, with a past that is kept. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FireRetryTest {

  private static final int CALLERS = 8;
  private static final String TWO_ATTEMPTS =
      "\"retryPolicy\": {\"maxAttempts\": 2, \"minBackoff\": \"PT0.05S\"}";
  private static HttpReceiver receiver;

  @Inject AgroalDataSource database;

  private final Application application = new Application("retry");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void theSameFireArrivesAgainAndNoAttemptIsForgotten() {
    JsonNode failed = failing("again", TWO_ATTEMPTS);
    String fireId = failed.path("fireId").asText();
    receiver.answer("/again", Answer.OK);

    HttpResponse<String> answer = retry(fireId);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode accepted = Application.json(answer);
    assertThat(accepted.path("fireId").asText()).isEqualTo(fireId);
    assertThat(accepted.path("state").asText()).isEqualTo("PENDING");
    assertThat(accepted.path("rule").asText()).isEqualTo("RETRY");
    assertThat(accepted.path("reason").asText()).contains("retry after attempt 2", "FAILED");
    assertThat(accepted.path("attempt").asInt()).isEqualTo(2);
    assertThat(accepted.has("nextAttemptAt")).isTrue();
    assertThat(accepted.has("finishedAt")).isFalse();
    assertThat(accepted.has("firstStartedAt")).isFalse();
    assertThat(accepted.has("responseStatus")).isFalse();
    assertThat(accepted.has("error")).isFalse();
    JsonNode fire = application.awaitFires("again", 1, state("SUCCEEDED")).get(0);
    assertThat(fire.path("fireId").asText()).isEqualTo(fireId);
    assertThat(fire.path("attempt").asInt()).isEqualTo(3);
    assertThat(receiver.arrivalsAt("/again"))
        .hasSize(3)
        .extracting(HttpArrival::method, arrival -> arrival.header("ce-id"))
        .containsOnly(tuple("POST", fireId));
    assertThat(
            kept("again").value("CONCAT(outcome, ' ', response_status)", "attempt", "attempt = 2"))
        .isEqualTo("FAILED 503");
    JsonNode job = application.job("again");
    assertThat(job.path("inFlight").asInt()).isZero();
    assertThat(job.path("failureCount").asInt()).isZero();
    assertThat(job.path("successCount").asInt()).isEqualTo(1);
  }

  @Test
  void theAttemptsSoFarDoNotCountAgainstThePolicyAnyMore() {
    JsonNode failed = failing("anew", TWO_ATTEMPTS);

    assertThat(retry(failed.path("fireId").asText()).statusCode()).isEqualTo(202);

    JsonNode again =
        application.awaitFires("anew", 1, fire -> fire.path("attempt").asInt() >= 4).get(0);
    assertThat(receiver.arrivalsAt("/anew")).hasSize(4);
    assertThat(again.path("attempt").asInt()).isEqualTo(4);
    application.awaitFires("anew", 1, state("FAILED"));
    assertThat(application.job("anew").path("failureCount").asInt()).isEqualTo(1);
    assertThat(application.job("anew").path("inFlight").asInt()).isZero();
    assertThat(kept("anew").value("COUNT(*)", "attempt", "attempt = 2")).isEqualTo("1");
  }

  @Test
  void whatTheFireWasStaysInItsReason() {
    receiver.answer("/demanded", Answer.status(404));
    application.put("demanded", FUTURE, to("/demanded"));
    application.client().post(application.path("demanded:run"), "{\"by\": \"ada\"}");
    JsonNode failed = application.awaitFires("demanded", 1, state("FAILED")).get(0);

    JsonNode accepted = Application.json(retry(failed.path("fireId").asText()));

    assertThat(accepted.path("reason").asText()).contains("ON_DEMAND", "run on demand by ada");
  }

  @Test
  void aFireThatHasNotFailedIsNotRetried() {
    application.put("fine", PAST, to("/fine"));
    JsonNode fine = application.awaitFires("fine", 1, state("SUCCEEDED")).get(0);

    HttpResponse<String> answer = retry(fine.path("fireId").asText());

    assertProblem(answer, 409, "/state");
    assertThat(answer.body()).contains("SUCCEEDED");
    assertThat(application.fires("fine")).containsExactly(fine);
    assertThat(application.job("fine").path("inFlight").asInt()).isZero();
  }

  @Test
  void aFireOfADeletedJobIsNotRetried() {
    JsonNode failed = failing("deleted", TWO_ATTEMPTS);
    application.client().delete(application.path("deleted"));

    assertProblem(retry(failed.path("fireId").asText()), 409, "/state");

    // Another job of the same name is not its job.
    application.put("deleted", FUTURE, to("/deleted"));
    HttpResponse<String> answer = retry(failed.path("fireId").asText());
    assertProblem(answer, 409, "/state");
    assertThat(answer.body()).contains("deleted");
    assertThat(application.job("deleted").path("inFlight").asInt()).isZero();
  }

  @Test
  void aFireOfAJobInErrorIsNotRetried() throws SQLException {
    JsonNode failed = failing("broken", TWO_ATTEMPTS);
    try (Connection connection = database.getConnection()) {
      connection
          .createStatement()
          .executeUpdate(
              "UPDATE job SET state = 'ERROR' WHERE id = 'broken' AND namespace = '"
                  + application.namespace()
                  + "'");
    }

    assertProblem(retry(failed.path("fireId").asText()), 409, "/state");
    assertProblem(post("broken/fires:retry", ""), 409, "/state");
    assertProblem(
        post(
            "broken:backfill",
            "{\"from\": \"2024-01-01T00:00:00Z\", \"until\": \"2024-02-01T00:00:00Z\"}"),
        409,
        "/state");
    assertThat(application.fires("broken")).containsExactly(failed);
  }

  @Test
  void whatIsNoFireOrAnothersIsNotFound() {
    JsonNode failed = failing("mine", TWO_ATTEMPTS);
    String fireId = failed.path("fireId").asText();

    assertProblem(retry("x"), 404, "/fireId");
    assertProblem(retry("0192e4c0-0000-7000-8000-000000000000-1"), 404, "/fireId");
    assertProblem(
        application.client().post("/v1/namespaces/other/fires/" + fireId + ":retry", ""),
        404,
        "/fireId");
    assertProblem(
        application.client().post("/v1/namespaces/Other/fires/" + fireId + ":retry", ""),
        400,
        "/namespace");
    assertProblem(
        application
            .client()
            .get("/v1/namespaces/" + application.namespace() + "/fires/" + fireId + ":retry"),
        404,
        "/fireId");
    assertThat(application.fires("mine")).containsExactly(failed);
  }

  @Test
  void aReportOfTheFailureThatIsOnItsWayIsWithdrawn() {
    receiver.answer("/unreachable", Answer.status(503));
    receiver.answer("/reported", Answer.status(404));
    application.put(
        "reported",
        PAST,
        to("/reported"),
        "\"retryPolicy\": {\"minBackoff\": \"PT1H\", \"maxBackoff\": \"PT1H\"}",
        "\"deadLetter\": " + to("/unreachable"));
    JsonNode failed = application.awaitFires("reported", 1, state("FAILED")).get(0);
    Awaitility.await().until(() -> !receiver.arrivalsAt("/unreachable").isEmpty());
    assertThat(kept("reported").value("dead_letters", "job", "1 = 1")).isEqualTo("1");
    receiver.answer("/reported", Answer.OK);

    JsonNode accepted = Application.json(retry(failed.path("fireId").asText()));

    assertThat(accepted.has("deadLetterState")).isFalse();
    assertThat(kept("reported").value("dead_letters", "job", "1 = 1")).isEqualTo("0");
    JsonNode fire = application.awaitFires("reported", 1, state("SUCCEEDED")).get(0);
    assertThat(fire.has("deadLetterState")).isFalse();
    assertThat(kept("reported").value("dead_letters", "job", "1 = 1")).isEqualTo("0");
  }

  @Test
  void ofManyCallersOneWins() {
    application.put("race", FUTURE, to("/race"));
    LedgerRows rows = kept("race");
    for (int round = 0; round < 5; round++) {
      rows.failed(Instant.parse("2024-01-01T00:00:00Z").plusSeconds(round));
    }
    List<JsonNode> failed = application.fires("race");
    assertThat(failed).hasSize(5);
    receiver.answer("/race", Answer.OK);
    for (JsonNode fire : failed) {
      List<Integer> statuses = race(fire.path("fireId").asText());
      assertThat(statuses).hasSize(CALLERS).containsOnlyOnce(202);
      assertThat(statuses.stream().filter(status -> status == 409)).hasSize(CALLERS - 1);
    }

    application.awaitFires("race", 5, state("SUCCEEDED"));
    JsonNode job = application.job("race");
    assertThat(job.path("inFlight").asInt()).isZero();
    assertThat(job.path("failureCount").asInt()).isZero();
    assertThat(job.path("successCount").asInt()).isEqualTo(5);
    assertThat(receiver.arrivalsAt("/race")).hasSize(5);
    assertThat(rows.value("COUNT(*)", "attempt", "attempt = 2")).isEqualTo("5");
  }

  private List<Integer> race(String fireId) {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        answers.add(CompletableFuture.supplyAsync(() -> retry(fireId).statusCode(), callers));
      }
      return answers.stream().map(CompletableFuture::join).toList();
    } finally {
      callers.shutdownNow();
    }
  }

  /** The fire of a job whose receiver has answered 503 to the last attempt. */
  private JsonNode failing(String id, String... members) {
    receiver.answer("/" + id, Answer.status(503));
    application.put(id, PAST, to("/" + id), members);
    return application.awaitFires(id, 1, state("FAILED")).get(0);
  }

  private LedgerRows kept(String id) {
    return new LedgerRows(database, application, id);
  }

  private static String to(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\"}";
  }

  private HttpResponse<String> retry(String fireId) {
    return application
        .client()
        .post("/v1/namespaces/" + application.namespace() + "/fires/" + fireId + ":retry", "");
  }

  private HttpResponse<String> post(String idAndVerb, String body) {
    return application.client().post(application.path(idAndVerb), body);
  }
}
