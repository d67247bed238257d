package dev.carillon.api;

import static dev.carillon.api.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.JsonClient;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set for all jobs of a namespace. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class NamespaceTest {

  private static final int CALLERS = 8;
  private static final int ROUNDS = 10;

  private final Application application = new Application("settings");
  private final JsonClient client = application.client();
  private final String path = "/v1/namespaces/" + application.namespace();

  @Test
  void aNamespaceThatWasNeverSetAnswersTheDefaults() {
    JsonNode settings = get();

    assertThat(settings.path("namespace").asText()).isEqualTo(application.namespace());
    assertThat(settings.at("/history/succeeded").isNull()).isTrue();
    assertThat(settings.at("/history/failed").isNull()).isTrue();
    assertThat(settings.at("/effectiveHistory/succeeded").asText()).isEqualTo("PT168H");
    assertThat(settings.at("/effectiveHistory/failed").asText()).isEqualTo("PT720H");
    assertThat(settings.path("version").asInt()).isZero();
    assertThat(settings.has("updatedAt")).isFalse();
  }

  @Test
  void whatWasSetIsShownWithWhatIsInForce() {
    JsonNode put = put("{\"history\": {\"failed\": \"P2D\"}}");

    assertThat(get()).isEqualTo(put);
    assertThat(put.at("/history/succeeded").isNull()).isTrue();
    assertThat(put.at("/history/failed").asText()).isEqualTo("PT48H");
    assertThat(put.at("/effectiveHistory/succeeded").asText()).isEqualTo("PT168H");
    assertThat(put.at("/effectiveHistory/failed").asText()).isEqualTo("PT48H");
    assertThat(put.path("version").asInt()).isEqualTo(1);
    assertThat(put.path("updatedAt").asText()).endsWith("Z");
  }

  @Test
  void aPutReplacesEverything() {
    put("{\"history\": {\"succeeded\": \"P1D\", \"failed\": \"P2D\"}}");

    JsonNode put = put("{\"history\": {\"succeeded\": \"P3D\", \"failed\": null}}");
    assertThat(put.at("/history/failed").isNull()).isTrue();
    assertThat(put.at("/effectiveHistory/succeeded").asText()).isEqualTo("PT72H");

    assertThat(put("{}").at("/effectiveHistory/succeeded").asText()).isEqualTo("PT168H");
    assertThat(put("{\"history\": null}").path("version").asInt()).isEqualTo(3);
  }

  @Test
  void theTagMovesWithEveryChangeAndOnlyThen() {
    String never = tag();
    put("{\"history\": {\"failed\": \"P2D\"}}");
    String first = tag();
    put("{\"history\": {\"failed\": \"PT48H\"}}");
    assertThat(tag()).isEqualTo(first).isNotEqualTo(never);

    put("{\"history\": {\"failed\": \"P3D\"}}");
    assertThat(tag()).isNotEqualTo(first);
  }

  @Test
  void aStaleTagLetsNothingPass() {
    String never = tag();
    assertThat(
            client
                .put(path, "{\"history\": {\"failed\": \"P2D\"}}", "If-Match", never)
                .statusCode())
        .isEqualTo(200);

    assertProblem(client.put(path, "{}", "If-Match", never), 412, "/If-Match");
    assertThat(get().at("/history/failed").asText()).isEqualTo("PT48H");
    assertThat(client.put(path, "{}", "If-Match", "*").statusCode()).isEqualTo(200);
    assertProblem(client.put(path, "{}", "If-Match", "bare"), 400, "/If-Match");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"history\": {\"failed\": \"PT59S\"}} | /history/failed",
        "{\"history\": {\"succeeded\": \"P3651D\"}} | /history/succeeded",
        "{\"history\": {\"succeeded\": \"-P1D\"}} | /history/succeeded",
        "{\"history\": {\"succeeded\": 7}} | /history/succeeded",
        "{\"history\": {\"succeeded\": \"7d\"}} | /history/succeeded",
        "{\"history\": {\"missed\": \"P1D\"}} | /history/missed",
        "{\"history\": \"P1D\"} | /history",
        "{\"histories\": {}} | /histories",
        "{\"namespace\": \"x\"} | /namespace",
      })
  void whatIsNotValidIsRefusedByItsName(String body, String pointer) {
    assertProblem(client.put(path, body), 400, pointer);
    assertThat(get().path("version").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "null", "{", "{} {}"})
  void whatIsNoObjectIsRefused(String body) {
    assertProblem(client.put(path, body), 400, "");
  }

  @Test
  void whatIsNoNamespaceIsRefused() {
    assertProblem(client.get("/v1/namespaces/Upper"), 400, "/namespace");
    assertProblem(client.put("/v1/namespaces/Upper", "{}"), 400, "/namespace");
  }

  @Test
  void otherMethodsAreNotAllowed() {
    assertProblem(client.delete(path), 405);
    assertProblem(client.post(path, "{}"), 405);
  }

  @Test
  void oneNamespaceDoesNotSetAnother() {
    put("{\"history\": {\"failed\": \"P2D\"}}");

    JsonNode other = Application.json(client.get(path + "-other"));
    assertThat(other.at("/effectiveHistory/failed").asText()).isEqualTo("PT720H");
  }

  @Test
  void whoeverSetsANamespaceForTheFirstTimeAtOnceWithOthersGetsAnAnswer() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String fresh = path + "-" + round;
        List<Callable<HttpResponse<String>>> puts =
            IntStream.rangeClosed(1, CALLERS)
                .mapToObj(days -> "{\"history\": {\"failed\": \"P%dD\"}}".formatted(days))
                .map(body -> (Callable<HttpResponse<String>>) () -> client.put(fresh, body))
                .toList();

        for (Future<HttpResponse<String>> answer : callers.invokeAll(puts)) {
          assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
        }
        assertThat(Application.json(client.get(fresh)).path("version").asInt()).isEqualTo(CALLERS);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void theJobShowsWhatItSaysItself() {
    JsonNode job =
        application.put(
            "own",
            "{\"type\": \"date\", \"runDate\": \"2037-01-01T00:00:00Z\"}",
            "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}",
            "\"history\": {\"succeeded\": \"P2D\"}");
    client.delete(application.path("own"));

    assertThat(job.at("/history/succeeded").asText()).isEqualTo("PT48H");
    assertThat(job.at("/history/failed").isNull()).isTrue();
  }

  private JsonNode get() {
    HttpResponse<String> answer = client.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }

  private JsonNode put(String body) {
    HttpResponse<String> answer = client.put(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }

  private String tag() {
    return client.get(path).headers().firstValue("ETag").orElseThrow();
  }
}
