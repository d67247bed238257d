package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.HOURLY;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.JobTexts.job;
import static dev.carillon.api.Problems.assertProblem;
import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.JsonClient;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags, and the conditions a caller may put on them. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobConditionsTest {

  private static final String STALE = "\"0192e4c0-0000-7000-8000-000000000000-1\"";

  private final Application application = new Application("conditions");
  private final JsonClient client = application.client();

  @Test
  void theTagThatWasReadLetsAChangePass() {
    application.put("fresh", FUTURE, http());

    assertOk(client.put(path("fresh"), job("\"description\": \"1\""), "If-Match", tag("fresh")));
    assertOk(client.patch(path("fresh"), "{}", "If-Match", tag("fresh")));
    assertOk(client.post(path("fresh:pause"), "", "If-Match", tag("fresh")));
    assertOk(client.post(path("fresh:resume"), "", "If-Match", tag("fresh")));
    assertOk(client.put(path("fresh"), job(), "If-Match", STALE + ", " + tag("fresh")));
    assertOk(client.put(path("fresh"), job(), "If-Match", "*"));
    assertThat(client.delete(path("fresh"), "If-Match", tag("fresh")).statusCode()).isEqualTo(204);
  }

  @Test
  void aStaleTagLetsNothingPass() {
    application.put("stale", FUTURE, http());
    String first = tag("stale");
    application.put("stale", FUTURE, http(), "\"description\": \"changed by somebody\"");

    assertStale(client.put(path("stale"), job(), "If-Match", first));
    assertStale(client.patch(path("stale"), "{}", "If-Match", first));
    assertStale(client.post(path("stale:pause"), "", "If-Match", first));
    assertStale(client.post(path("stale:resume"), "", "If-Match", first));
    assertStale(client.delete(path("stale"), "If-Match", first));

    assertThat(application.job("stale").path("description").asText())
        .isEqualTo("changed by somebody");
  }

  @Test
  void theTagOfADeletedJobIsNotThatOfItsSuccessor() {
    application.put("reborn", FUTURE, http());
    String first = tag("reborn");
    client.delete(path("reborn"));
    application.put("reborn", FUTURE, http());

    assertStale(client.put(path("reborn"), job(), "If-Match", first));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"x", "W/\"x\"", "\"a\",", "\"a\" \"b"})
  void whatIsNoEntityTagIsRefused(String tag) {
    application.put("malformed", FUTURE, http());

    assertProblem(client.put(path("malformed"), job(), "If-Match", tag), 400, "/If-Match");
    assertProblem(client.patch(path("malformed"), "{}", "If-Match", tag), 400, "/If-Match");
    assertProblem(client.delete(path("malformed"), "If-Match", tag), 400, "/If-Match");
    assertProblem(client.post(path("malformed:pause"), "", "If-Match", tag), 400, "/If-Match");
  }

  @Test
  void aConditionOnAJobThatIsNotThereFails() {
    assertProblem(client.put(path("nobody"), job(), "If-Match", "*"), 412, "/If-Match");
    assertProblem(client.put(path("nobody"), job(), "If-Match", STALE), 412, "/If-Match");
    assertProblem(client.get(path("nobody")), 404, "/id");
  }

  @Test
  void createOnlyCreatesOnce() {
    assertThat(client.put(path("once"), job(), "If-None-Match", "*").statusCode()).isEqualTo(201);

    assertProblem(
        client.put(path("once"), job("\"description\": \"x\""), "If-None-Match", "*"),
        412,
        "/If-None-Match");

    assertThat(application.job("once").has("description")).isFalse();
    assertProblem(client.put(path("once"), job(), "If-None-Match", STALE), 400, "/If-None-Match");
  }

  @Test
  void aFireLeavesTheTagAsItIs() {
    try (HttpReceiver receiver = HttpReceiver.create()) {
      String target = "{\"type\": \"http\", \"url\": \"" + receiver.uri("/tag") + "\"}";
      application.put("fired", HOURLY, target);
      String before = tag("fired");

      client.post(path("fired:run"), "");
      application.awaitFires("fired", 1, state("SUCCEEDED"));

      assertThat(application.job("fired").path("successCount").asInt()).isEqualTo(1);
      assertThat(tag("fired")).isEqualTo(before);
    }
    client.delete(path("fired"));
  }

  @Test
  void everyChangeOfTheDefinitionOrStateMovesTheTag() {
    application.put("moving", FUTURE, http());
    String created = tag("moving");
    application.put("moving", FUTURE, http(), "\"description\": \"x\"");
    String put = tag("moving");
    client.post(path("moving:pause"), "");
    String paused = tag("moving");
    client.post(path("moving:resume"), "");

    assertThat(tag("moving")).isNotEqualTo(paused).isNotEqualTo(put).isNotEqualTo(created);
    assertThat(paused).isNotEqualTo(put);
    assertThat(put).isNotEqualTo(created);
  }

  private String path(String id) {
    return application.path(id);
  }

  private String tag(String id) {
    return client.get(path(id)).headers().firstValue("ETag").orElseThrow();
  }

  private static void assertOk(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void assertStale(HttpResponse<String> answer) {
    assertProblem(answer, 412, "/If-Match");
  }
}
