package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.KAFKA;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.JobTexts.job;
import static dev.carillon.api.JobTexts.jobOf;
import static dev.carillon.api.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.Facts;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many jobs in one request: all of them or none. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobBatchTest {

  private static final int MIB = 1024 * 1024;

  @Inject Facts facts;

  private final Application application = new Application("batch");

  @Test
  void allAreCreatedInTheOrderOfTheRequest() {
    HttpResponse<String> answer =
        create(
            job("\"id\": \"zulu\"", "\"description\": \"last\""),
            jobOf("{\"type\": \"interval\", \"hours\": 1}", KAFKA, "\"id\": \"alpha\""));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode created = Application.json(answer).path("jobs");
    assertThat(created).extracting(job -> job.path("id").asText()).containsExactly("zulu", "alpha");
    for (JsonNode job : created) {
      JsonNode stored = application.job(job.path("id").asText());
      assertThat(job.fieldNames()).toIterable().containsExactly("id", "uid", "nextRunTime");
      assertThat(stored.path("uid")).isEqualTo(job.path("uid"));
      assertThat(stored.path("nextRunTime")).isEqualTo(job.path("nextRunTime"));
      assertThat(stored.path("state").asText()).isEqualTo("ENABLED");
      assertThat(facts.names(job.path("id").asText())).containsExactly("JobAdded");
    }
    assertThat(application.job("zulu").path("description").asText()).isEqualTo("last");
    assertThat(application.job("zulu").path("maxInstances").asInt()).isEqualTo(1);
    assertThat(application.job("alpha").path("maxInstances").isNull()).isTrue();
  }

  @Test
  void aJobIsTheSameHoweverItIsCreated() {
    String[] members = {"\"labels\": {\"a\": \"b\"}", "\"timeZone\": \"Europe/Berlin\""};
    create(job("\"id\": \"one-of-many\"", members[0], members[1]));
    JsonNode alone = application.put("alone", FUTURE, http(), members);

    ObjectNode oneOfMany = (ObjectNode) application.job("one-of-many");
    List<String> own = List.of("id", "uid", "createdAt", "updatedAt");
    oneOfMany.remove(own);
    assertThat((JsonNode) oneOfMany).isEqualTo(((ObjectNode) alone).remove(own));
  }

  @Test
  void whatIsDueIsFired() {
    String past = "{\"type\": \"date\"}";

    create(
        jobOf(past, http("\"method\": \"GET\""), "\"id\": \"due-one\""),
        jobOf(past, http("\"method\": \"GET\""), "\"id\": \"due-two\""));

    application.awaitFires("due-one", 1, fire -> true);
    application.awaitFires("due-two", 1, fire -> true);
    application.client().delete(application.path("due-one"));
    application.client().delete(application.path("due-two"));
  }

  @Test
  void aThousandAreCreatedAtOnce() {
    HttpResponse<String> answer = create(many("many", 1_000));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(Application.json(answer).path("jobs")).hasSize(1_000);
    JsonNode listed =
        Application.json(application.client().get(application.path("?pageSize=1000")));
    assertThat(listed.path("jobs")).hasSize(1_000);
  }

  @Test
  void whatIsWrongIsNamedInEveryJobAndNothingIsCreated() {
    String never = "{\"type\": \"date\", \"runDate\": \"yesterday\"}";
    HttpResponse<String> answer =
        create(
            job("\"id\": \"good\""),
            job(),
            job("\"id\": \"no spaces\""),
            jobOf(never, http(), "\"id\": \"never\""),
            jobOf(FUTURE, "{\"type\": \"pigeon\"}", "\"id\": \"pigeon\""),
            jobOf(FUTURE, http("\"body\": {}, \"method\": \"GET\""), "\"id\": \"body\""),
            job("\"id\": \"many\"", "\"maxInstances\": 0"),
            job("\"id\": \"unknown\"", "\"colour\": \"blue\""),
            job("\"id\": \"zone\"", "\"timeZone\": \"Mars\""),
            "null",
            "[]");

    assertThat(pointers(answer, 400))
        .containsExactly(
            "/jobs/1/id",
            "/jobs/2/id",
            "/jobs/3/trigger/runDate",
            "/jobs/4/target/type",
            "/jobs/5/target/body",
            "/jobs/6/maxInstances",
            "/jobs/7/colour",
            "/jobs/8/timeZone",
            "/jobs/9",
            "/jobs/10");
    assertProblem(application.client().get(application.path("good")), 404, "/id");
    assertThat(facts.names("good")).isEmpty();
  }

  @Test
  void noMoreViolationsAreNamedThanAnybodyReads() {
    String[] nameless = IntStream.range(0, 300).mapToObj(i -> job()).toArray(String[]::new);

    assertThat(pointers(create(nameless), 400)).hasSize(100);
  }

  @Test
  void allNamesThatAreTakenAreNamedAndNothingIsCreated() {
    application.put("taken", FUTURE, http(), "\"description\": \"first\"");
    application.put("also-taken", FUTURE, http());

    HttpResponse<String> answer =
        create(
            job("\"id\": \"a-new-one\""),
            job("\"id\": \"taken\"", "\"description\": \"second\""),
            job("\"id\": \"twice\""),
            job("\"id\": \"also-taken\""),
            job("\"id\": \"twice\""),
            job("\"id\": \"z-new-one\""));

    assertThat(pointers(answer, 409)).containsExactly("/jobs/1/id", "/jobs/3/id", "/jobs/4/id");
    assertThat(application.job("taken").path("description").asText()).isEqualTo("first");
    for (String id : List.of("a-new-one", "twice", "z-new-one")) {
      assertProblem(application.client().get(application.path(id)), 404, "/id");
      assertThat(facts.names(id)).isEmpty();
    }
  }

  @Test
  void ofRequestsForTheSameNamesOneWins() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 5; round++) {
        List<String> forwards = List.of(many("race-" + round, 100));
        List<String> backwards = new ArrayList<>(forwards);
        Collections.reverse(backwards);
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          String[] jobs = (i % 2 == 0 ? forwards : backwards).toArray(String[]::new);
          tries.add(() -> create(jobs).statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : clients.invokeAll(tries)) {
          statuses.add(status.get());
        }
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                         | /jobs
          {"jobs": null}             | /jobs
          {"jobs": []}               | /jobs
          {"jobs": 5}                | /jobs
          {"jobs": {}}               | /jobs
          {"jobs": [], "jobz": []}   | /jobz
          []                         | ''
          {"jobs": [{"id": "\\ud800"}]} | /jobs/0/id
          """)
  void whatIsNoListOfJobsIsRefused(String body, String pointer) {
    assertProblem(post(body), 400, pointer);
  }

  @Test
  void moreThanAThousandAreRefused() {
    assertProblem(create(many("excess", 1_001)), 400, "/jobs");
  }

  @Test
  void aBodyOfFourMebibytesIsRead() {
    assertProblem(post(ofSize(4 * MIB)), 400, "/jobs/0/description");
    assertProblem(post(ofSize(4 * MIB + 1)), 413, "");
    byte[] bytes = ofSize(4 * MIB + 1).getBytes(StandardCharsets.UTF_8);
    assertProblem(
        application
            .client()
            .send(
                "POST",
                application.path("") + ":batchCreate",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
                "Content-Type",
                "application/json"),
        413,
        "");
  }

  @Test
  void aNamespaceThatCannotBeIsRefused() {
    assertProblem(
        application.client().post("/v1/namespaces/UPPER/jobs:batchCreate", "{\"jobs\": []}"),
        400,
        "/namespace");
  }

  private static String ofSize(int size) {
    String empty = "{\"jobs\": [" + job("\"id\": \"large\"", "\"description\": \"\"") + "]}";
    return empty.replace(
        "\"description\": \"\"", "\"description\": \"" + "x".repeat(size - empty.length()) + "\"");
  }

  private static String[] many(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> job("\"id\": \"%s-%d\"".formatted(prefix, i)))
        .toArray(String[]::new);
  }

  private static List<String> pointers(HttpResponse<String> answer, int status) {
    JsonNode violations = assertProblem(answer, status).path("violations");
    return StreamSupport.stream(violations.spliterator(), false)
        .map(violation -> violation.path("pointer").asText())
        .toList();
  }

  private HttpResponse<String> create(String... jobs) {
    return post("{\"jobs\": [" + String.join(", ", jobs) + "]}");
  }

  private HttpResponse<String> post(String body) {
    return application.client().post(application.path("") + ":batchCreate", body);
  }
}
