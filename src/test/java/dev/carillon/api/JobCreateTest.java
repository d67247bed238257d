package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.KAFKA;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.JobTexts.job;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** POST of a job, and what a job is when nothing more is said of it. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobCreateTest {

  @Inject Facts facts;

  private final Application application = new Application("create");

  @Test
  void aNewJobHasAnAddressAndAnEntityTag() {
    HttpResponse<String> answer = post("created", job("\"id\": \"created\""));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith(application.path("created"));
    HttpResponse<String> read = application.client().get(application.path("created"));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.headers().firstValue("ETag")).isEqualTo(answer.headers().firstValue("ETag"));
    assertThat(read.headers().firstValue("ETag").orElseThrow()).matches("\"[^\"]+\"");
    assertThat(Application.json(read)).isEqualTo(Application.json(answer));
    assertThat(Application.json(read).path("nextRunTime").asText())
        .isEqualTo("2037-01-01T00:00:00Z");
    assertThat(facts.names("created")).containsExactly("JobAdded");
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    post("taken", job("\"id\": \"taken\"", "\"description\": \"first\""));

    assertProblem(post("taken", job("\"id\": \"taken\"")), 409, "/id");

    assertThat(application.job("taken").path("description").asText()).isEqualTo("first");
  }

  @Test
  void aJobWithoutNameIsRefused() {
    assertProblem(post("", job()), 400, "/id");
    assertProblem(post("", job("\"id\": null")), 400, "/id");
    assertProblem(post("", job("\"id\": \"no spaces\"")), 400, "/id");
  }

  @Test
  void namesDifferByCase() {
    application.put("Same", FUTURE, http(), "\"description\": \"upper\"");
    application.put("same", FUTURE, http(), "\"description\": \"lower\"");

    assertThat(application.job("Same").path("description").asText()).isEqualTo("upper");
    assertThat(application.job("same").path("description").asText()).isEqualTo("lower");
    assertProblem(application.client().get(application.path("SAME")), 404, "/id");
  }

  @Test
  void sameNamesInTwoNamespacesAreTwoJobs() {
    Application other = new Application("create-other");
    application.put("shared", FUTURE, http());

    assertProblem(other.client().get(other.path("shared")), 404, "/id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE"})
  void validatingSavesNothing(String yes) {
    HttpResponse<String> answer =
        application
            .client()
            .post(application.path("?validateOnly=" + yes), job("\"id\": \"checked\""));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Application.json(answer).path("nextRunTime").asText()).isNotEmpty();
    assertProblem(application.client().get(application.path("checked")), 404, "/id");
    assertThat(facts.names("checked")).isEmpty();
  }

  @Test
  void validatingStillRefuses() {
    application.put("there", FUTURE, http());

    assertProblem(
        application.client().post(application.path("?validateOnly=true"), job("\"id\": \"there\"")),
        409,
        "/id");
    assertProblem(
        application.client().post(application.path("?validateOnly=true"), job("\"id\": 7")),
        400,
        "/id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "x"})
  void aFlagThatIsNeitherTrueNorFalseIsRefused(String value) {
    String query = "?validateOnly=" + value;

    assertProblem(
        application.client().post(application.path(query), job("\"id\": \"flagged\"")),
        400,
        "/validateOnly");
    assertProblem(
        application.client().put(application.path("flagged" + query), job()), 400, "/validateOnly");
    assertProblem(application.client().get(application.path("flagged")), 404, "/id");
  }

  @Test
  void aReceiverThatIsCalledHasOneInstanceUnlessAskedForMore() {
    JsonNode http = application.put("http", FUTURE, http());
    JsonNode kafka = application.put("kafka", FUTURE, KAFKA);
    JsonNode free = application.put("free", FUTURE, http(), "\"maxInstances\": null");
    JsonNode bound = application.put("bound", FUTURE, KAFKA, "\"maxInstances\": 3");

    assertThat(http.path("maxInstances").asInt()).isEqualTo(1);
    assertThat(kafka.path("maxInstances").isNull()).isTrue();
    assertThat(free.path("maxInstances").isNull()).isTrue();
    assertThat(bound.path("maxInstances").asInt()).isEqualTo(3);
    assertThat(application.job("free").path("maxInstances").isNull()).isTrue();
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    JsonNode plain = application.put("plain", FUTURE, http());

    assertThat(plain.path("misfireGraceTime").isNull()).isTrue();
    assertThat(plain.path("coalesce").asText()).isEqualTo("LATEST");
    assertThat(plain.path("retryPolicy").path("maxAttempts").asInt()).isEqualTo(10);
    assertThat(plain.path("labels")).isEmpty();
    assertThat(plain.path("target").path("timeout").asText()).isEqualTo("PT30S");
    assertThat(plain.path("state").asText()).isEqualTo("ENABLED");
    assertThat(plain.path("fireCount").asInt()).isZero();
  }

  private HttpResponse<String> post(String id, String body) {
    assertThat(body).contains(id);
    return application.client().post(application.path(""), body);
  }
}
