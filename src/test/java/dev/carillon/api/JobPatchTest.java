package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.HOURLY;
import static dev.carillon.api.JobTexts.KAFKA;
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
import org.junit.jupiter.api.Test;

/** PATCH: a JSON merge patch on what the caller defined. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobPatchTest {

  @Inject Facts facts;

  private final Application application = new Application("patch");

  @Test
  void changesTheMembersItNamesAndNoOther() {
    JsonNode before =
        application.put(
            "named",
            FUTURE,
            http("\"headers\": {\"A\": \"1\", \"B\": \"2\"}"),
            "\"description\": \"old\"",
            "\"labels\": {\"team\": \"billing\", \"tier\": \"gold\"}",
            "\"misfireGraceTime\": \"PT1H\"");

    JsonNode after =
        patch(
            "named",
            """
            {"description": "new", "labels": {"tier": "silver"}, "target": {"headers": {"B": "3"}}}
            """);

    assertThat(after.path("description").asText()).isEqualTo("new");
    assertThat(after.path("labels")).hasSize(2);
    assertThat(after.path("labels").path("team").asText()).isEqualTo("billing");
    assertThat(after.path("labels").path("tier").asText()).isEqualTo("silver");
    assertThat(after.path("target").path("headers").path("A").asText()).isEqualTo("1");
    assertThat(after.path("target").path("headers").path("B").asText()).isEqualTo("3");
    assertThat(after.path("target").path("url")).isEqualTo(before.path("target").path("url"));
    assertThat(after.path("misfireGraceTime").asText()).isEqualTo("PT1H");
    assertThat(after.path("nextRunTime")).isEqualTo(before.path("nextRunTime"));
    assertThat(application.job("named")).isEqualTo(after);
    assertThat(facts.names("named")).containsExactly("JobAdded", "JobModified");
  }

  @Test
  void nullTakesAMemberBackToItsDefault() {
    application.put(
        "back",
        FUTURE,
        http("\"timeout\": \"PT5S\", \"headers\": {\"A\": \"1\", \"B\": \"2\"}"),
        "\"description\": \"some\"",
        "\"labels\": {\"a\": \"1\", \"b\": \"2\"}",
        "\"misfireGraceTime\": \"PT1H\"",
        "\"coalesce\": \"ALL\"",
        "\"maxInstances\": 5",
        "\"retryPolicy\": {\"maxAttempts\": 2, \"jitter\": 0}");

    JsonNode job =
        patch(
            "back",
            """
            {"description": null, "labels": {"a": null}, "misfireGraceTime": null, "coalesce": null,
             "maxInstances": null, "retryPolicy": {"maxAttempts": null},
             "target": {"timeout": null, "headers": {"A": null}}}
            """);

    assertThat(job.has("description")).isFalse();
    assertThat(job.path("labels")).hasSize(1);
    assertThat(job.path("misfireGraceTime").isNull()).isTrue();
    assertThat(job.path("coalesce").asText()).isEqualTo("LATEST");
    assertThat(job.path("maxInstances").asInt()).isEqualTo(1);
    assertThat(job.path("retryPolicy").path("maxAttempts").asInt()).isEqualTo(10);
    assertThat(job.path("retryPolicy").path("jitter").asDouble()).isZero();
    assertThat(job.path("target").path("timeout").asText()).isEqualTo("PT30S");
    assertThat(job.path("target").path("headers")).hasSize(1);
  }

  @Test
  void anyNumberOfInstancesStaysWhatItIs() {
    application.put("free", FUTURE, http(), "\"maxInstances\": null");

    assertThat(patch("free", "{\"description\": \"x\"}").path("maxInstances").isNull()).isTrue();
  }

  @Test
  void anotherTriggerIsPlannedAnew() {
    application.put("later", HOURLY, http());

    JsonNode later =
        patch("later", "{\"trigger\": {\"hours\": null, \"type\": \"cron\", \"minute\": 30}}");

    assertThat(later.path("nextRunTime").asText()).contains(":30:00");
    application.client().delete(application.path("later"));
  }

  @Test
  void theSameTriggerIsLeftAsItIs() {
    String next = application.put("same", HOURLY, http()).path("nextRunTime").asText();

    assertThat(patch("same", "{\"trigger\": " + HOURLY + "}").path("nextRunTime").asText())
        .isEqualTo(next);
    application.client().delete(application.path("same"));
  }

  @Test
  void refusesWhatWouldNotBeAJob() {
    application.put("whole", FUTURE, http());
    JsonNode before = application.job("whole");

    assertProblem(send("whole", "{\"target\": null}"), 400, "/target");
    assertProblem(send("whole", "{\"trigger\": null}"), 400, "/trigger");
    assertProblem(send("whole", "{\"target\": {\"url\": null}}"), 400, "/target/url");
    assertProblem(send("whole", "{\"target\": " + KAFKA + "}"), 400, "/target/method");
    assertProblem(send("whole", "{\"colour\": 1}"), 400, "/colour");
    assertProblem(send("whole", "{\"trigger\": {\"minute\": 1}}"), 400, "/trigger/minute");
    assertProblem(send("whole", "[]"), 400, "");
    assertProblem(send("whole", ""), 400, "");

    assertThat(application.job("whole")).isEqualTo(before);
  }

  @Test
  void aJobKeepsItsName() {
    application.put("name", FUTURE, http());

    assertProblem(send("name", "{\"id\": \"another\"}"), 400, "/id");
    assertThat(patch("name", "{\"id\": \"name\"}").path("id").asText()).isEqualTo("name");
  }

  @Test
  void validatingChangesNothing() {
    application.put("checked", FUTURE, http());
    JsonNode before = application.job("checked");

    JsonNode answer = patch("checked?validateOnly=true", "{\"description\": \"seen\"}");

    assertThat(answer.path("description").asText()).isEqualTo("seen");
    assertThat(application.job("checked")).isEqualTo(before);
    assertThat(facts.names("checked")).doesNotContain("JobModified");
  }

  @Test
  void thereMustBeAJob() {
    assertProblem(send("nobody", "{}"), 404, "/id");
  }

  private JsonNode patch(String id, String patch) {
    HttpResponse<String> answer = send(id, patch);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("ETag")).isPresent();
    return Application.json(answer);
  }

  private HttpResponse<String> send(String id, String patch) {
    return application.client().patch(application.path(id), patch);
  }
}
