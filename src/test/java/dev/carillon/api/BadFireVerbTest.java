package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of fires in words that are not valid changes nothing and names the member. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class BadFireVerbTest {

  private static final String WINDOW =
      "\"from\": \"2024-01-01T00:00:00Z\", \"until\": \"2024-01-02T00:00:00Z\"";

  @Inject AgroalDataSource database;

  private final Application application = new Application("bad-verbs");

  @BeforeEach
  void aJobWithAFailedFire() {
    application.put("job", FUTURE, http());
    new LedgerRows(database, application, "job").failed(Instant.parse("2024-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "/state; {\"state\": \"SUCCEEDED\"}",
        "/state; {\"state\": \"failed\"}",
        "/state; {\"state\": 1}",
        "/from; {\"from\": \"yesterday\"}",
        "/from; {\"from\": \"2024-01-01T00:00:00\"}",
        "/from; {\"from\": 1704067200}",
        "/until; {\"until\": \"10000-01-01T00:00:00Z\"}",
        "/until; {\"from\": \"2024-01-02T00:00:00Z\", \"until\": \"2024-01-01T00:00:00Z\"}",
        "/limit; {\"limit\": 0}",
        "/limit; {\"limit\": 1001}",
        "/limit; {\"limit\": 1.5}",
        "/limit; {\"limit\": \"10\"}",
        "/rate; {\"rate\": 0.09}",
        "/rate; {\"rate\": 1000.1}",
        "/rate; {\"rate\": 1e400}",
        "/rate; {\"rate\": -1}",
        "/rate; {\"rate\": \"fast\"}",
        "/jobId; {\"jobId\": \"job\"}",
        "~~; []",
        "~~; {"
      })
  void aBadRetryIsRefused(String pointer, String body) {
    refused(post("job/fires:retry", body), pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "/from; {\"until\": \"2024-01-02T00:00:00Z\"}",
        "/from; {\"from\": null, \"until\": \"2024-01-02T00:00:00Z\"}",
        "/until; {\"from\": \"2024-01-02T00:00:00Z\"}",
        "/until; {\"from\": \"2024-01-02T00:00:00Z\", \"until\": \"2024-01-01T00:00:00Z\"}",
        "/until; {\"from\": \"2024-01-02T00:00:00Z\", \"until\": \"2999-01-01T00:00:00Z\"}",
        "/from; {\"from\": \"1969-12-31T23:59:59Z\", \"until\": \"2024-01-02T00:00:00Z\"}",
        "/from; {\"from\": \"2024-02-30T00:00:00Z\", \"until\": \"2024-01-02T00:00:00Z\"}",
        "/dryRun; {W, \"dryRun\": \"true\"}",
        "/dryRun; {W, \"dryRun\": 1}",
        "/rate; {W, \"rate\": 0}",
        "/rate; {W, \"rate\": 1001}",
        "/limit; {W, \"limit\": 0}",
        "/limit; {W, \"limit\": 10001}",
        "/limit; {W, \"limit\": 99999999999}",
        "/count; {W, \"count\": 1}",
        "~~; \"2024\"",
        "~~; ~~"
      })
  void aBadBackfillIsRefused(String pointer, String body) {
    String whole = body == null ? "" : body.replace("W", WINDOW);
    refused(post("job:backfill", whole), pointer == null ? "" : pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "/from, from=today",
    "/until, until=2024-13-01T00:00:00Z",
    "/until, from=2024-01-02T00:00:00Z&until=2024-01-01T00:00:00Z",
    "/rule, rule=LATE",
    "/state, state=LATE"
  })
  void aBadFilterOfTheListIsRefused(String pointer, String query) {
    refused(application.client().get(application.path("job/fires?" + query)), pointer);
  }

  @Test
  void whatIsNoVerbOrNoMethodIsRefusedAsSuch() {
    assertProblem(post("job:refill", "{}"), 404);
    assertProblem(post("job/fires:again", ""), 404);
    assertProblem(post("job/fires", ""), 405);
    assertProblem(
        application.client().delete("/v1/namespaces/" + application.namespace() + "/fires/x:retry"),
        405);
    assertProblem(post("nobody:backfill", "{" + WINDOW + "}"), 404, "/id");
    assertProblem(post("nobody/fires:retry", "{}"), 404, "/id");
    assertProblem(post("-/fires:retry", "{}"), 400, "/id");
    assertProblem(post("-:backfill", "{" + WINDOW + "}"), 400, "/id");
    unchanged();
  }

  private void refused(HttpResponse<String> answer, String pointer) {
    assertProblem(answer, 400, pointer == null ? "" : pointer);
    unchanged();
  }

  private void unchanged() {
    assertThat(application.fires("job"))
        .singleElement()
        .matches(Application.state("FAILED"), "is FAILED");
    assertThat(application.job("job").path("inFlight").asInt()).isZero();
  }

  private HttpResponse<String> post(String idAndVerb, String body) {
    return application.client().post(application.path(idAndVerb), body);
  }
}
