package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.Facts;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scheduler as a whole, over the interface. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class SchedulerApiTest {

  private static final String SCHEDULER = "/v1/scheduler";
  private static final String PAUSE = "/v1/scheduler:pause";
  private static final String RESUME = "/v1/scheduler:resume";

  @Inject Clock clock;
  @Inject Facts facts;

  private final Application application = new Application("scheduler");

  @BeforeEach
  @AfterEach
  void resume() {
    application.resumeScheduler();
  }

  @Test
  void aPauseIsShownWithWhoAndWhyAndUntilWhen() {
    Instant begin = clock.instant();

    JsonNode paused =
        ok(
            post(
                PAUSE,
                "{\"reason\": \"repair\", \"by\": \"alice\", \"until\": \"2037-01-01T02:00:00+02:00\"}"));

    assertThat(paused.path("state").asText()).isEqualTo("PAUSED");
    assertThat(paused.path("reason").asText()).isEqualTo("repair");
    assertThat(paused.path("by").asText()).isEqualTo("alice");
    assertThat(paused.path("pausedUntil").asText()).isEqualTo("2037-01-01T00:00:00Z");
    assertThat(Instant.parse(paused.path("since").asText())).isAfter(begin);
    Awaitility.await()
        .untilAsserted(
            () -> {
              JsonNode scheduler = ok(application.client().get(SCHEDULER));
              assertThat(scheduler.at("/pod/hold").asText()).isEqualTo("PAUSED");
              assertThat(scheduler.path("since")).isEqualTo(paused.path("since"));
              HttpResponse<String> ready = application.client().get("/q/health/ready");
              assertThat(ready.statusCode()).isEqualTo(200);
              assertThat(ready.body()).contains("\"loop\": \"paused\"");
            });

    JsonNode resumed = ok(post(RESUME, "{\"by\": \"bob\"}"));

    assertThat(resumed.path("state").asText()).isEqualTo("RUNNING");
    assertThat(resumed.path("by").asText()).isEqualTo("bob");
    assertThat(resumed.has("reason")).isFalse();
    assertThat(resumed.has("pausedUntil")).isFalse();
  }

  @Test
  void aSecondPauseReplacesTheWordsAndTheEndButNotTheBeginning() {
    JsonNode first = ok(post(PAUSE, "{\"reason\": \"one\", \"until\": \"2037-01-01T00:00:00Z\"}"));
    long told = pausesTold();

    JsonNode second = ok(post(PAUSE, "{\"reason\": \"two\"}"));

    assertThat(second.path("since")).isEqualTo(first.path("since"));
    assertThat(second.path("reason").asText()).isEqualTo("two");
    assertThat(second.has("pausedUntil")).isFalse();
    assertThat(pausesTold()).isEqualTo(told);
  }

  @Test
  void bothVerbsNeedNoBody() {
    assertThat(ok(post(PAUSE, "")).path("state").asText()).isEqualTo("PAUSED");
    assertThat(ok(post(PAUSE, "{}")).path("state").asText()).isEqualTo("PAUSED");
    assertThat(ok(post(RESUME, "")).path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void aPauseEndsByItselfAndThatIsToldAndWrittenDown() {
    Instant until = clock.instant().plus(Duration.ofSeconds(2));
    ok(post(PAUSE, "{\"reason\": \"short\", \"until\": \"" + until + "\"}"));
    application.put("waits", "{\"type\": \"date\"}", http());

    JsonNode fire = application.awaitFires("waits", 1, any -> true).get(0);

    assertThat(Instant.parse(fire.path("claimedAt").asText())).isAfterOrEqualTo(until);
    JsonNode scheduler = ok(application.client().get(SCHEDULER));
    assertThat(scheduler.path("state").asText()).isEqualTo("RUNNING");
    assertThat(scheduler.path("by").asText()).isEqualTo("carillon");
    assertThat(Instant.parse(scheduler.path("since").asText())).isEqualTo(until);
    assertThat(facts.ofScheduler()).endsWith("SchedulerPaused", "SchedulerResumed");
    application.client().delete(application.path("waits"));
  }

  @Test
  void aRunOnDemandWaitsForTheResume() {
    application.put("asked", FUTURE, http());
    ok(post(PAUSE, ""));

    assertThat(application.client().post(application.path("asked:run"), "").statusCode())
        .isEqualTo(202);

    JsonNode waiting = application.fires("asked").get(0);
    assertThat(waiting.path("state").asText()).isEqualTo("PENDING");
    Instant resumedAt = clock.instant();
    ok(post(RESUME, ""));
    JsonNode fire =
        application.awaitFires("asked", 1, one -> one.path("attempt").asInt() > 0).get(0);
    assertThat(Instant.parse(fire.path("startedAt").asText())).isAfter(resumedAt);
    application.client().delete(application.path("asked"));
  }

  @Test
  void theProcessesAreShownWithTheirHeartbeatWhichAPauseDoesNotEnd() {
    ok(post(PAUSE, ""));
    String podId = ok(application.client().get(SCHEDULER)).at("/pod/podId").asText();
    JsonNode pod = pod(podId);
    assertThat(pod.path("alive").asBoolean()).isTrue();
    assertThat(pod.has("stoppedAt")).isFalse();
    Instant heartbeat = Instant.parse(pod.path("heartbeatAt").asText());
    assertThat(heartbeat).isAfterOrEqualTo(Instant.parse(pod.path("startedAt").asText()));

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Instant.parse(pod(podId).path("heartbeatAt").asText()))
                    .isAfter(heartbeat));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"until\": \"2020-01-01T00:00:00Z\"}|/until",
        "{\"until\": \"tomorrow\"}|/until",
        "{\"until\": 5}|/until",
        "{\"colour\": \"red\"}|/colour",
        "{\"reason\": {}}|/reason",
        "[]|''",
        "{|''"
      })
  void aBadPauseIsRefusedAndPausesNothing(String body, String pointer) {
    assertProblem(post(PAUSE, body), 400, pointer);

    assertThat(ok(application.client().get(SCHEDULER)).path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void wordsThatAreTooLongAreRefused() {
    assertProblem(post(PAUSE, "{\"reason\": \"" + "x".repeat(513) + "\"}"), 400, "/reason");
    assertProblem(post(PAUSE, "{\"by\": \"" + "x".repeat(129) + "\"}"), 400, "/by");
    assertProblem(post(RESUME, "{\"by\": \"" + "x".repeat(129) + "\"}"), 400, "/by");
    assertProblem(post(RESUME, "{\"until\": \"2037-01-01T00:00:00Z\"}"), 400, "/until");
    ok(
        post(
            PAUSE,
            "{\"reason\": \"" + "ü".repeat(512) + "\", \"by\": \"" + "ü".repeat(128) + "\"}"));
  }

  @Test
  void otherMethodsAndPagesThatAreNoneAreRefused() {
    assertProblem(application.client().get(PAUSE), 405);
    assertProblem(application.client().delete(SCHEDULER), 405);
    assertProblem(application.client().get("/v1/scheduler:stop"), 404);
    assertProblem(application.client().get(SCHEDULER + "/outages?pageSize=0"), 400, "/pageSize");
    assertProblem(
        application.client().get(SCHEDULER + "/outages?pageToken=junk"), 400, "/pageToken");
  }

  private JsonNode pod(String podId) {
    for (JsonNode pod : ok(application.client().get(SCHEDULER)).path("pods")) {
      if (pod.path("podId").asText().equals(podId)) {
        return pod;
      }
    }
    throw new AssertionError("no pod " + podId);
  }

  private long pausesTold() {
    return facts.ofScheduler().stream().filter("SchedulerPaused"::equals).count();
  }

  private HttpResponse<String> post(String path, String body) {
    return application.client().post(path, body);
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }
}
