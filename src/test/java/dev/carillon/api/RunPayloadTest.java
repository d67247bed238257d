package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.Problems.assertProblem;
import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Answer;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpArrival;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One fire on demand carries what the caller gives it. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class RunPayloadTest {

  private static final int MOST_BYTES = 256 * 1024;
  private static HttpReceiver receiver;

  private final Application application = new Application("payload");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,2.50,1E+400,{}],\"b\":null}",
        "null",
        "17.000",
        "false",
        "[\"\uD83D\uDD14\"]"
      })
  void aPayloadArrivesAsItWasGiven(String payload) {
    String path = "/given-" + Integer.toHexString(payload.hashCode());
    application.put("given", FUTURE, to(path));

    JsonNode accepted = accepted(run("given", "{\"payload\": " + payload + "}"));

    HttpArrival arrival = arrival("given", accepted);
    assertThat(arrival.path()).isEqualTo(path);
    assertThat(arrival.body()).isEqualTo(payload);
    assertThat(accepted.path("rule").asText()).isEqualTo("ON_DEMAND");
    application.client().delete(application.path("given"));
  }

  @Test
  void aTextIsSentAsItsText() {
    application.put("text", FUTURE, to("/text"));

    JsonNode accepted = accepted(run("text", "{\"payload\": \"plain \\\"words\\\"\"}"));

    assertThat(arrival("text", accepted).body()).isEqualTo("plain \"words\"");
  }

  @Test
  void theNextFireCarriesTheTargetsOwnAgain() {
    application.put("own", FUTURE, to("/own"));

    accepted(run("own", "{\"payload\": 1}"));
    application.awaitFires("own", 1, state("SUCCEEDED"));
    accepted(run("own", ""));
    application.awaitFires("own", 2, state("SUCCEEDED"));
    accepted(run("own", "{}"));
    application.awaitFires("own", 3, state("SUCCEEDED"));

    assertThat(receiver.arrivalsAt("/own"))
        .extracting(HttpArrival::body)
        .containsExactly("1", "{\"n\":1}", "{\"n\":1}");
  }

  @Test
  void allAttemptsOfTheFireCarryItAlsoAfterARetry() {
    receiver.answer("/stubborn", Answer.status(503));
    application.put(
        "stubborn",
        FUTURE,
        to("/stubborn"),
        "\"retryPolicy\": {\"maxAttempts\": 2, \"minBackoff\": \"PT0.05S\"}");

    JsonNode accepted = accepted(run("stubborn", "{\"payload\": {\"once\": true}}"));
    application.awaitFires("stubborn", 1, state("FAILED"));
    receiver.answer("/stubborn", Answer.OK);
    application
        .client()
        .post(
            "/v1/namespaces/"
                + application.namespace()
                + "/fires/"
                + accepted.path("fireId").asText()
                + ":retry",
            "");
    application.awaitFires("stubborn", 1, state("SUCCEEDED"));

    List<HttpArrival> arrivals = receiver.arrivalsAt("/stubborn");
    assertThat(arrivals).hasSize(3);
    assertThat(arrivals).extracting(HttpArrival::body).containsOnly("{\"once\":true}");
  }

  @Test
  void aTargetWithoutBodyRefusesAPayload() {
    application.put("get", FUTURE, http());

    assertProblem(run("get", "{\"payload\": {\"a\": 1}}"), 400, "/payload");
    assertProblem(run("get", "{\"payload\": null}"), 400, "/payload");

    assertThat(application.fires("get")).isEmpty();
    assertThat(application.job("get").path("inFlight").asInt()).isZero();
  }

  @Test
  void aPayloadIsBoundedByItsBytes() {
    application.put("large", FUTURE, to("/large"));
    String longest = "x".repeat(MOST_BYTES);

    assertProblem(run("large", "{\"payload\": \"" + longest + "x\"}"), 400, "/payload");
    assertProblem(
        run("large", "{\"payload\": " + "[".repeat(101) + "]".repeat(101) + "}"), 400, "/payload");
    assertProblem(run("large", "{\"payload\": \"" + "x".repeat(1024 * 1024) + "\"}"), 413, "");
    assertThat(application.fires("large")).isEmpty();

    JsonNode accepted = accepted(run("large", "{\"payload\": \"" + longest + "\"}"));
    assertThat(arrival("large", accepted).body()).isEqualTo(longest);
  }

  @Test
  void whoAsksIsInTheReason() {
    application.put("asked", FUTURE, to("/asked"));
    String longest = "n".repeat(128);

    JsonNode accepted = accepted(run("asked", "{\"by\": \"" + longest + "\"}"));

    assertThat(accepted.path("reason").asText()).isEqualTo("run on demand by " + longest);
    application.awaitFires("asked", 1, state("SUCCEEDED"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/by {\"by\": 5}",
        "/by {\"by\": \"\"}",
        "/by {\"by\": \" \"}",
        "/paylod {\"paylod\": 1}",
        " []",
        " null",
        " {",
        " {\"by\": \"a\", \"by\": \"b\"}"
      })
  void aBadBodyIsRefused(String pointerAndBody) {
    application.put("bad", FUTURE, to("/bad"));
    int space = pointerAndBody.indexOf(' ');

    assertProblem(
        run("bad", pointerAndBody.substring(space + 1)), 400, pointerAndBody.substring(0, space));
    assertProblem(run("bad", "{\"by\": \"" + "n".repeat(129) + "\"}"), 400, "/by");

    assertThat(application.fires("bad")).isEmpty();
  }

  private HttpArrival arrival(String id, JsonNode accepted) {
    application.awaitFires(id, 1, state("SUCCEEDED"));
    List<HttpArrival> arrivals = receiver.arrivalsOf(accepted.path("fireId").asText());
    assertThat(arrivals).hasSize(1);
    return arrivals.get(0);
  }

  private HttpResponse<String> run(String id, String body) {
    return application.client().post(application.path(id + ":run"), body);
  }

  private static JsonNode accepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Application.json(answer);
  }

  private static String to(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\", \"body\": {\"n\": 1}}";
  }
}
