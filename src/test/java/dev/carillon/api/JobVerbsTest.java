package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.HOURLY;
import static dev.carillon.api.JobTexts.PAST;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.Problems.assertProblem;
import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.Facts;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be done with a job: pause, resume, run, delete. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobVerbsTest {

  private static HttpReceiver receiver;

  @Inject Facts facts;

  private final Application application = new Application("verbs");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void aPausedJobHasAReasonAndNothingPlanned() {
    application.put("rests", HOURLY, http());

    JsonNode job = ok(post("rests:pause", "{\"reason\": \"receiver under repair\"}"));

    assertThat(job.path("state").asText()).isEqualTo("PAUSED");
    assertThat(job.path("stateReason").asText()).isEqualTo("receiver under repair");
    assertThat(job.has("nextRunTime")).isFalse();
    assertThat(application.job("rests")).isEqualTo(job);
    assertThat(facts.names("rests")).containsExactly("JobAdded", "JobPaused");
    delete("rests");
  }

  @Test
  void pausingAPausedJobChangesNothingAndTellsNothing() {
    application.put("twice-paused", HOURLY, http());
    JsonNode first = ok(post("twice-paused:pause", "{\"reason\": \"first\"}"));

    JsonNode second = ok(post("twice-paused:pause", ""));

    assertThat(second).isEqualTo(first);
    assertThat(facts.names("twice-paused")).containsExactly("JobAdded", "JobPaused");
    delete("twice-paused");
  }

  @Test
  void aResumedJobIsPlannedFromNowOn() {
    String next = application.put("resumes", HOURLY, http()).path("nextRunTime").asText();
    post("resumes:pause", "{\"reason\": \"for a while\"}");

    JsonNode job = ok(post("resumes:resume", ""));

    assertThat(job.path("state").asText()).isEqualTo("ENABLED");
    assertThat(job.has("stateReason")).isFalse();
    assertThat(job.path("nextRunTime").asText()).isEqualTo(next);
    assertThat(ok(post("resumes:resume", ""))).isEqualTo(job);
    assertThat(facts.names("resumes")).containsExactly("JobAdded", "JobPaused", "JobResumed");
    delete("resumes");
  }

  @Test
  void aCompletedJobCanNeitherBePausedNorResumed() {
    application.put("done", PAST, to("/done"));
    application.awaitFires("done", 1, state("SUCCEEDED"));
    assertThat(application.job("done").path("state").asText()).isEqualTo("COMPLETED");

    assertProblem(post("done:pause", ""), 409, "/state");
    assertProblem(post("done:resume", ""), 409, "/state");
  }

  @Test
  void aRunIsAnsweredWithTheAddressOfItsFire() {
    String next = application.put("run", FUTURE, to("/run")).path("nextRunTime").asText();

    HttpResponse<String> answer = post("run:run", "");

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode accepted = Application.json(answer);
    assertThat(accepted.path("state").asText()).isEqualTo("PENDING");
    assertThat(accepted.path("reason").asText()).isEqualTo("run on demand");
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location)
        .endsWith(
            "/v1/namespaces/"
                + application.namespace()
                + "/fires/"
                + accepted.path("fireId").asText());
    JsonNode fire = application.awaitFires("run", 1, state("SUCCEEDED")).get(0);
    ObjectNode read = ok(application.client().get(location)).deepCopy();
    assertThat(read.remove("attempts")).hasSize(1);
    assertThat(read).isEqualTo(fire);
    assertThat(receiver.arrivalsOf(accepted.path("fireId").asText())).hasSize(1);
    assertThat(application.job("run").path("nextRunTime").asText()).isEqualTo(next);
  }

  @Test
  void aPausedOrCompletedJobCanBeRun() {
    application.put("held", HOURLY, to("/held"));
    post("held:pause", "");
    application.put("over", PAST, to("/over"));
    application.awaitFires("over", 1, state("SUCCEEDED"));

    assertThat(post("held:run", "").statusCode()).isEqualTo(202);
    assertThat(post("over:run", "").statusCode()).isEqualTo(202);

    application.awaitFires("held", 1, state("SUCCEEDED"));
    application.awaitFires("over", 2, state("SUCCEEDED"));
    assertThat(application.job("held").path("state").asText()).isEqualTo("PAUSED");
    delete("held");
  }

  @Test
  void aDeletedJobIsGone() {
    application.put("goes", FUTURE, http());

    HttpResponse<String> answer = application.client().delete(application.path("goes"));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertProblem(application.client().get(application.path("goes")), 404, "/id");
    assertProblem(application.client().delete(application.path("goes")), 404, "/id");
    assertThat(facts.names("goes")).containsExactly("JobAdded", "JobRemoved");
  }

  @Test
  void nothingCanBeDoneWithAJobThatIsNotThere() {
    assertProblem(post("nobody:pause", ""), 404, "/id");
    assertProblem(post("nobody:resume", ""), 404, "/id");
    assertProblem(post("nobody:run", ""), 404, "/id");
    assertProblem(application.client().get(application.path("nobody/fires")), 404, "/id");
  }

  @Test
  void aReasonIsATextOfBoundedLength() {
    application.put("reasoned", FUTURE, http());

    assertProblem(post("reasoned:pause", "{\"reason\": 5}"), 400, "/reason");
    assertProblem(
        post("reasoned:pause", "{\"reason\": \"" + "x".repeat(513) + "\"}"), 400, "/reason");
    assertProblem(post("reasoned:pause", "{\"because\": \"x\"}"), 400, "/because");
    assertProblem(post("reasoned:pause", "[]"), 400, "");

    assertThat(application.job("reasoned").path("state").asText()).isEqualTo("ENABLED");
    String longest = "\uD83D\uDD14".repeat(256);
    JsonNode job = ok(post("reasoned:pause", "{\"reason\": \"" + longest + "\"}"));
    assertThat(job.path("stateReason").asText()).isEqualTo(longest);
  }

  private static String to(String path) {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri(path) + "\"}";
  }

  private HttpResponse<String> post(String idAndVerb, String body) {
    return application.client().post(application.path(idAndVerb), body);
  }

  private void delete(String id) {
    application.client().delete(application.path(id));
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }
}
