package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of jobs, page by page. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobListTest {

  private final Application application = new Application("list");

  @BeforeEach
  void putJobs() {
    for (String id : List.of("c", "a", "B", "a.1", "b")) {
      application.put(id, FUTURE, http());
    }
  }

  @Test
  void isInTheOrderOfTheIdsByteByByte() {
    assertThat(ids(list(""))).containsExactly("B", "a", "a.1", "b", "c");
    assertThat(list("").has("nextPageToken")).isFalse();
  }

  @Test
  void aTokenLeadsToTheNextPageUntilThereIsNone() {
    assertThat(pages("pageSize=2"))
        .containsExactly(List.of("B", "a"), List.of("a.1", "b"), List.of("c"));
    assertThat(pages("pageSize=5")).containsExactly(List.of("B", "a", "a.1", "b", "c"));
    assertThat(pages("pageSize=1")).hasSize(5);
  }

  @Test
  void aPageGoesOnAfterItsLastJobEvenIfThatIsDeleted() {
    String token = list("?pageSize=2").path("nextPageToken").asText();
    application.client().delete(application.path("a"));
    application.put("A", FUTURE, http());

    assertThat(ids(list("?pageSize=2&pageToken=" + token))).containsExactly("a.1", "b");
  }

  @Test
  void canShowOneStateAlone() {
    application.client().post(application.path("a:pause"), "");
    application.client().post(application.path("c:pause"), "");

    assertThat(ids(list("?state=PAUSED"))).containsExactly("a", "c");
    assertThat(ids(list("?state=paused"))).containsExactly("a", "c");
    assertThat(ids(list("?state=ENABLED"))).containsExactly("B", "a.1", "b");
    assertThat(list("?state=ERROR").path("jobs")).isEmpty();
    assertThat(pages("state=PAUSED&pageSize=1")).containsExactly(List.of("a"), List.of("c"));
  }

  @Test
  void knowsItsNamespaceAlone() {
    assertThat(list("?pageSize=1000").path("jobs"))
        .allSatisfy(
            job -> assertThat(job.path("namespace").asText()).isEqualTo(application.namespace()));
    Application empty = new Application("list-empty");
    assertThat(Application.json(empty.client().get(empty.path(""))).path("jobs")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "many", "1.0", "99999999999", "%20"})
  void refusesASizeOutOfBounds(String size) {
    assertProblem(get("?pageSize=" + size), 400, "/pageSize");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void takesTheSizesAtTheBounds(int size) {
    assertThat(get("?pageSize=" + size).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesATokenThatItDidNotGive() {
    for (String token : List.of("junk", "!", "%ff", "a".repeat(3000), base64("not an id"))) {
      assertProblem(get("?pageToken=" + token), 400, "/pageToken");
    }
  }

  @Test
  void refusesAStateThatIsNone() {
    assertProblem(get("?state=SLEEPY"), 400, "/state");
  }

  private List<List<String>> pages(String query) {
    List<List<String>> pages = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = list("?" + query + (token.isEmpty() ? "" : "&pageToken=" + token));
      pages.add(ids(page));
      token = page.path("nextPageToken").asText();
    } while (!token.isEmpty() && pages.size() < 10);
    return pages;
  }

  private HttpResponse<String> get(String query) {
    return application.client().get(application.path(query));
  }

  private JsonNode list(String query) {
    HttpResponse<String> answer = get(query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Application.json(answer);
  }

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.path("jobs").spliterator(), false)
        .map(job -> job.path("id").asText())
        .toList();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
