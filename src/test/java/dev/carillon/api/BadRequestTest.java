package dev.carillon.api;

import static dev.carillon.api.JobTexts.job;
import static dev.carillon.api.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Application;
import dev.carillon.testing.JsonClient;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is wrong before its body is read: path, method, media type, headers. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class BadRequestTest {

  private final Refusals refusals = new Refusals();
  private final Application application = refusals.application();
  private final JsonClient client = application.client();

  @ParameterizedTest
  @ValueSource(strings = {"Upper", "-a", "a-", "a_b", "a%20b", "%00", "a%2Fb", "%F0%9F%94%94"})
  void aBadNamespaceIsRefused(String namespace) {
    String jobs = "/v1/namespaces/" + namespace + "/jobs";

    assertProblem(client.get(jobs), 400, "/namespace");
    assertProblem(client.post(jobs, job("\"id\": \"x\"")), 400, "/namespace");
    assertProblem(client.get(jobs + "/x"), 400, "/namespace");
    assertProblem(client.put(jobs + "/x", job()), 400, "/namespace");
    assertProblem(client.patch(jobs + "/x", "{}"), 400, "/namespace");
    assertProblem(client.delete(jobs + "/x"), 400, "/namespace");
    assertProblem(client.post(jobs + "/x:run", ""), 400, "/namespace");
    assertProblem(client.get(jobs + "/x/fires"), 400, "/namespace");
    assertProblem(client.get("/v1/namespaces/" + namespace + "/fires/x"), 400, "/namespace");
  }

  @Test
  void namesAreBounded() {
    String longest = "a".repeat(63);
    assertThat(client.get("/v1/namespaces/" + longest + "/jobs").statusCode()).isEqualTo(200);
    assertProblem(client.get("/v1/namespaces/" + longest + "a/jobs"), 400, "/namespace");
    String id = "a".repeat(128);
    assertProblem(client.get(application.path(id)), 404, "/id");
    assertProblem(client.get(application.path(id + "a")), 400, "/id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a%20b", "%20", "%00", "a%2Fb", "%ff", "%F0%9F%94%94", "a:nope"})
  void aBadIdIsRefused(String id) {
    refusals.refused(() -> client.put(application.path(id), job()), 400, "/id");
    refusals.refused(() -> client.get(application.path(id)), 400, "/id");
    refusals.refused(() -> client.patch(application.path(id), "{}"), 400, "/id");
    refusals.refused(() -> client.delete(application.path(id)), 400, "/id");
    refusals.refused(() -> client.post(application.path(id + ":pause"), ""), 400, "/id");
    refusals.refused(() -> client.get(application.path(id + "/fires")), 400, "/id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nope", "/v1", "/v2/namespaces/x/jobs", "/v1/namespaces"})
  void anUnknownPathIsNotFound(String path) {
    assertProblem(client.get(path), 404);
    assertProblem(client.post(path, "{}"), 404);
  }

  @ParameterizedTest
  @CsvSource({"DELETE, fires", "POST, fires", "PUT, fires", "PATCH, fires"})
  void aWrongMethodIsRefused(String method, String what) {
    HttpResponse<String> answer =
        client.send(method, application.path("present/" + what), BodyPublishers.noBody());

    refusals.refused(answer, 405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "garbage", ";;", "/"})
  void anotherMediaTypeIsRefused(String type) {
    String path = application.path("present");
    refusals.refused(client.put(path, job(), "Content-Type", type), 415);
    refusals.refused(client.patch(path, "{}", "Content-Type", type), 415);
    refusals.refused(
        client.post(application.path(""), job("\"id\": \"x\""), "Content-Type", type), 415);
  }

  @Test
  void aPatchIsAMergePatch() {
    String path = application.path("present");

    refusals.refused(client.patch(path, "{}", "Content-Type", "application/json"), 415);
    refusals.refused(client.put(path, job(), "Content-Type", "application/merge-patch+json"), 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "garbage", "/", ";q=", "a/b/c"})
  void anAnswerThatIsNotJsonCannotBeHad(String accept) {
    assertProblem(client.get(application.path(""), "Accept", accept), 406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*/*", "application/*", "application/json;q=0.5, text/html"})
  void anyAcceptThatAllowsJsonIsFine(String accept) {
    String answer =
        RawHttp.exchange("GET " + application.path("") + " HTTP/1.1", "Accept: " + accept);

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Type: application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/%", "/%zz", "/v1/namespaces/x/jobs/%f", "/v1/namespaces/x/jobs?state=%"})
  void aPathThatIsNotWellFormedIsRefused(String path) {
    String answer = RawHttp.exchange("GET " + path + " HTTP/1.1");

    // The HTTP layer answers by itself, without a problem: the path cannot be asked for a resource.
    assertThat(answer).startsWith("HTTP/1.1 400 Bad Request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "x"})
  void aDefectDoesNotStopTheNextRequest(String id) {
    RawHttp.exchange("PUT " + application.path(id) + " HTTP/1.1", "Content-Length: 0");

    assertThat(client.get(application.path("present")).statusCode()).isEqualTo(200);
  }
}
