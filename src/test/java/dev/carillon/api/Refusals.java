package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.function.Supplier;

/** Bad requests in a namespace with one job, which no bad request may touch. */
final class Refusals {

  private final Application application = new Application("bad");
  private final JsonNode before;

  Refusals() {
    application.put("present", FUTURE, http(), "\"description\": \"as it was\"");
    before = jobs();
  }

  Application application() {
    return application;
  }

  /** The body is refused for a new job and for the one there is, because of this member. */
  void refused(String body, int status, String pointer) {
    refused(BodyPublishers.ofString(body), status, pointer);
  }

  /** The same of any bytes. */
  void refused(BodyPublisher body, int status, String pointer) {
    for (String id : new String[] {"absent", "present"}) {
      refused(() -> put(id, body), status, pointer);
    }
  }

  /** The request is refused because of this member or parameter. */
  void refused(Supplier<HttpResponse<String>> request, int status, String pointer) {
    assertProblem(request.get(), status, pointer);
    unchanged();
  }

  /** The request is refused. */
  void refused(HttpResponse<String> answer, int status) {
    assertProblem(answer, status);
    unchanged();
  }

  private void unchanged() {
    assertThat(jobs()).isEqualTo(before);
  }

  private HttpResponse<String> put(String id, BodyPublisher body) {
    return application
        .client()
        .send("PUT", application.path(id), body, "Content-Type", "application/json");
  }

  private JsonNode jobs() {
    return Application.json(application.client().get(application.path("")));
  }
}
