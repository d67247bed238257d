package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.JsonClient;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends wrong gets its 4xx problem, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

  private static final String SCHEMA = "carillon_it_input";
  private static final String DATE = "{\"type\":\"date\",\"runDate\":\"2031-01-01T00:00:00Z\"}";
  private static final String KAFKA = "{\"type\":\"kafka\",\"topic\":\"t\",\"value\":{}}";
  private static final String GOOD = "{\"trigger\":" + DATE + ",\"target\":" + KAFKA + "}";

  private CarillonProcess application;
  private JsonClient client;
  private Api api;
  private TableState before;

  @BeforeAll
  void start() {
    SharedParts.database().createDatabase(SCHEMA);
    application = SharedParts.application("bad-input", SCHEMA).start();
    client = application.client();
    api = new Api(client, "input");
    api.put("present", GOOD);
    before = jobs();
  }

  @AfterAll
  void close() {
    application.close();
  }

  /** What is wrong, the body of the PUT, and the pointer that has to be named, if any. */
  static Stream<Arguments> badJobs() {
    return Stream.of(
        arguments("no body", "", ""),
        arguments("malformed JSON", "{\"trigger\": {\"type\":", ""),
        arguments("an array", "[]", ""),
        arguments("a text", "\"job\"", ""),
        arguments("no trigger", "{\"target\":" + KAFKA + "}", "/trigger"),
        arguments("no target", "{\"trigger\":" + DATE + "}", "/target"),
        arguments("unknown member", with("\"colour\":\"red\""), "/colour"),
        arguments(
            "unknown member of the target",
            target("kafka", "\"topic\":\"t\",\"x\":1"),
            "/target/x"),
        arguments(
            "unknown member of the trigger",
            trigger("\"type\":\"interval\",\"seconds\":5,\"x\":1"),
            "/trigger/x"),
        arguments("unknown trigger type", trigger("\"type\":\"lunar\""), "/trigger/type"),
        arguments("no trigger type", trigger("\"seconds\":5"), "/trigger/type"),
        arguments("unknown target type", target("smtp", "\"to\":\"x\""), "/target/type"),
        arguments(
            "trigger of the wrong type", "{\"trigger\":7,\"target\":" + KAFKA + "}", "/trigger"),
        arguments(
            "seconds of the wrong type",
            trigger("\"type\":\"interval\",\"seconds\":\"often\""),
            "/trigger/seconds"),
        arguments(
            "negative seconds",
            trigger("\"type\":\"interval\",\"seconds\":-5"),
            "/trigger/seconds"),
        arguments(
            "runDate that is no date",
            trigger("\"type\":\"date\",\"runDate\":\"soon\""),
            "/trigger/runDate"),
        arguments(
            "bad cron expression",
            trigger("\"type\":\"cron\",\"expression\":\"61 * * * *\""),
            "/trigger/expression"),
        arguments(
            "cron expression of two fields",
            trigger("\"type\":\"cron\",\"expression\":\"* *\""),
            "/trigger/expression"),
        arguments(
            "bad cron field", trigger("\"type\":\"cron\",\"minute\":\"*/x\""), "/trigger/minute"),
        arguments("bad zone", with("\"timeZone\":\"Mars/Olympus\""), "/timeZone"),
        arguments("zone of the wrong type", with("\"timeZone\":{}"), "/timeZone"),
        arguments("missing topic", target("kafka", "\"key\":\"k\""), "/target/topic"),
        arguments("missing URL", target("http", "\"method\":\"POST\""), "/target/url"),
        arguments("URL without host", target("http", "\"url\":\"http:///x\""), "/target/url"),
        arguments("URL of another scheme", target("http", "\"url\":\"ftp://h/x\""), "/target/url"),
        arguments(
            "unknown method",
            target("http", "\"url\":\"http://h/x\",\"method\":\"P O\""),
            "/target/method"),
        arguments(
            "negative timeout",
            target("http", "\"url\":\"http://h/x\",\"timeout\":\"PT-1S\""),
            "/target/timeout"),
        arguments(
            "timeout that is no duration",
            target("http", "\"url\":\"http://h/x\",\"timeout\":\"long\""),
            "/target/timeout"),
        arguments("negative grace", with("\"misfireGraceTime\":\"-PT1M\""), "/misfireGraceTime"),
        arguments("unknown coalesce", with("\"coalesce\":\"SOME\""), "/coalesce"),
        arguments("zero instances", with("\"maxInstances\":0"), "/maxInstances"),
        arguments(
            "instances of the wrong type", with("\"maxInstances\":\"many\""), "/maxInstances"),
        arguments(
            "zero attempts",
            with("\"retryPolicy\":{\"maxAttempts\":0}"),
            "/retryPolicy/maxAttempts"),
        arguments(
            "negative backoff",
            with("\"retryPolicy\":{\"minBackoff\":\"-PT1S\"}"),
            "/retryPolicy/minBackoff"),
        arguments(
            "jitter above one", with("\"retryPolicy\":{\"jitter\":2}"), "/retryPolicy/jitter"),
        arguments("label of the wrong type", with("\"labels\":{\"a\":{}}"), "/labels/a"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badJobs")
  void refusesABadJob(String name, String body, String pointer) {
    assertProblem(
        client.put(api.job("new"), body, "Content-Type", "application/json"), 400, pointer);
    assertProblem(
        client.put(api.job("present"), body, "Content-Type", "application/json"), 400, pointer);
  }

  @Test
  void refusesAnUnknownMemberInAPatch() {
    assertProblem(client.patch(api.job("present"), "{\"colour\":\"red\"}"), 400, "/colour");
  }

  @Test
  void refusesABadIdInThePath() {
    assertProblem(client.put(api.job("a%20b"), GOOD), 400, "");
  }

  @Test
  void refusesABodyOfTwoMebibytes() {
    String body = with("\"description\":\"" + "x".repeat(2 << 20) + "\"");
    assertProblem(client.put(api.job("new"), body), 413, "");
  }

  @Test
  void refusesAnotherMediaType() {
    assertProblem(client.put(api.job("new"), GOOD, "Content-Type", "text/plain"), 415, "");
  }

  @Test
  void refusesToCreateAJobThatExists() {
    String body = "{\"id\":\"present\"," + GOOD.substring(1);
    assertProblem(client.post(api.jobs(), body), 409, "");
    assertProblem(client.put(api.job("present"), GOOD, "If-None-Match", "*"), 412, "");
  }

  @Test
  void doesNotKnowAnUnknownJob() {
    assertProblem(client.get(api.job("absent")), 404, "");
    assertProblem(client.delete(api.job("absent")), 404, "");
    assertProblem(client.patch(api.job("absent"), "{}"), 404, "");
    assertProblem(client.post(api.job("absent:pause"), ""), 404, "");
    assertProblem(client.get(api.job("absent") + "/fires"), 404, "");
  }

  @Test
  void refusesAStaleETag() {
    assertProblem(client.put(api.job("present"), GOOD, "If-Match", "\"stale\""), 412, "");
    assertProblem(client.patch(api.job("present"), "{}", "If-Match", "\"stale\""), 412, "");
    assertProblem(client.delete(api.job("present"), "If-Match", "\"stale\""), 412, "");
  }

  @Test
  void refusesABadPage() {
    assertProblem(client.get(api.jobs() + "?pageSize=0"), 400, "");
    assertProblem(client.get(api.jobs() + "?pageSize=many"), 400, "");
    assertProblem(client.get(api.jobs() + "?pageToken=junk"), 400, "");
  }

  private void assertProblem(HttpResponse<String> response, int status, String pointer) {
    String request = response.request().method() + " " + response.request().uri();
    assertThat(response.statusCode()).as("%s: %s", request, response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = Json.parse(response.body());
    assertThat(Json.member(problem, "status").asInt()).isEqualTo(status);
    assertThat(Json.text(problem, "title")).isNotBlank();
    assertThat(Json.text(problem, "detail")).isNotBlank();
    if (!pointer.isEmpty()) {
      assertThat(Json.member(problem, "violations"))
          .as(response.body())
          .anySatisfy(violation -> assertThat(Json.text(violation, "pointer")).isEqualTo(pointer))
          .allSatisfy(violation -> assertThat(Json.text(violation, "message")).isNotBlank());
    }
    assertThat(jobs()).as("the job table after %s", request).isEqualTo(before);
  }

  private static TableState jobs() {
    return TableState.of(SharedParts.database(), SCHEMA, "job");
  }

  private static String with(String member) {
    return GOOD.substring(0, GOOD.length() - 1) + "," + member + "}";
  }

  private static String trigger(String members) {
    return "{\"trigger\":{" + members + "},\"target\":" + KAFKA + "}";
  }

  private static String target(String type, String members) {
    return "{\"trigger\":" + DATE + ",\"target\":{\"type\":\"" + type + "\"," + members + "}}";
  }
}
