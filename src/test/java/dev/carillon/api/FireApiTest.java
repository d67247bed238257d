package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.Problems.assertProblem;
import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger as the interface shows it. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FireApiTest {

  private static final int RUNS = 5;

  private final Application application = new Application("ledger");
  private HttpReceiver receiver;

  @BeforeEach
  void runAJob() {
    receiver = HttpReceiver.create();
    application.put("runs", FUTURE, "{\"type\": \"http\", \"url\": \"" + receiver.uri("/") + "\"}");
    for (int i = 0; i < RUNS; i++) {
      application.client().post(application.path("runs:run"), "");
    }
    application.awaitFires("runs", RUNS, state("SUCCEEDED"));
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void theLatestScheduledTimeComesFirst() {
    List<Instant> times = times(application.fires("runs"));

    List<Instant> sorted = new ArrayList<>(times);
    sorted.sort(Collections.reverseOrder());
    assertThat(times).hasSize(RUNS).doesNotHaveDuplicates().isEqualTo(sorted);
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    List<Instant> paged = new ArrayList<>();
    String token = "";
    int pages = 0;
    do {
      String more = token.isEmpty() ? "" : "&pageToken=" + token;
      JsonNode page = ok(get("runs/fires?pageSize=2" + more));
      paged.addAll(times(list(page)));
      token = page.path("nextPageToken").asText();
      pages++;
    } while (!token.isEmpty() && pages < 10);

    assertThat(pages).isEqualTo(3);
    assertThat(paged).isEqualTo(times(application.fires("runs")));
  }

  @Test
  void canShowOneStateAlone() {
    assertThat(list(ok(get("runs/fires?state=SUCCEEDED")))).hasSize(RUNS);
    assertThat(list(ok(get("runs/fires?state=failed")))).isEmpty();
  }

  @Test
  void oneFireIsAsTheListShowsIt() {
    JsonNode listed = application.fires("runs").get(0);

    ObjectNode fire = ok(fire(application, listed.path("fireId").asText())).deepCopy();

    JsonNode attempts = fire.remove("attempts");
    assertThat(attempts).hasSize(1);
    assertThat(attempts.path(0).path("outcome").asText()).isEqualTo("SUCCEEDED");
    assertThat(attempts.path(0).path("podId")).isEqualTo(fire.path("podId"));
    assertThat(fire).isEqualTo(listed);
    assertThat(fire.path("jobId").asText()).isEqualTo("runs");
    assertThat(fire.path("namespace").asText()).isEqualTo(application.namespace());
    assertThat(fire.path("responseStatus").asInt()).isEqualTo(200);
  }

  @Test
  void aFireIsReadInItsOwnNamespaceAlone() {
    String fireId = application.fires("runs").get(0).path("fireId").asText();

    assertProblem(fire(new Application("ledger-other"), fireId), 404, "/fireId");
  }

  @Test
  void aFireOutlivesItsJob() {
    String fireId = application.fires("runs").get(0).path("fireId").asText();
    application.client().delete(application.path("runs"));

    assertThat(ok(fire(application, fireId)).path("state").asText()).isEqualTo("SUCCEEDED");
    assertProblem(get("runs/fires"), 404, "/id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "0192e4c0-0000-7000-8000-000000000000-1",
        "0192e4c0-0000-7000-8000-000000000000-999999999999999999",
        "0192e4c0-0000-7000-8000-000000000000-99999999999999999999",
        "-------------------------------------1",
        "%00",
        "%F0%9F%94%94"
      })
  void whatIsNoFireIsNotFound(String fireId) {
    assertProblem(fire(application, fireId), 404, "/fireId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000000000-12-31T23:59:59.999999999Z",
        "-1000000000-01-01T00:00:00Z",
        "+33658-09-27T01:46:39.999999Z",
        "0000-01-01T00:00:00Z"
      })
  void refusesATokenFarFromAllTimes(String time) {
    String token = Base64.getUrlEncoder().encodeToString(time.getBytes(StandardCharsets.UTF_8));

    assertProblem(get("runs/fires?pageToken=" + token), 400, "/pageToken");
  }

  @Test
  void refusesWhatIsNoPage() {
    assertProblem(get("runs/fires?pageSize=0"), 400, "/pageSize");
    assertProblem(get("runs/fires?pageSize=1001"), 400, "/pageSize");
    assertProblem(get("runs/fires?pageToken=junk"), 400, "/pageToken");
    assertProblem(get("runs/fires?state=ENABLED"), 400, "/state");
  }

  private HttpResponse<String> get(String idAndMore) {
    return application.client().get(application.path(idAndMore));
  }

  private static HttpResponse<String> fire(Application caller, String fireId) {
    return caller.client().get("/v1/namespaces/" + caller.namespace() + "/fires/" + fireId);
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }

  private static List<JsonNode> list(JsonNode page) {
    return StreamSupport.stream(page.path("fires").spliterator(), false).toList();
  }

  private static List<Instant> times(List<JsonNode> fires) {
    return fires.stream().map(fire -> Instant.parse(fire.path("scheduledTime").asText())).toList();
  }
}
