package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import java.net.http.HttpResponse;

/** What every refusal looks like. */
final class Problems {

  private Problems() {}

  /** The answer is a problem of this status, and about no member in particular. */
  static JsonNode assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = Application.json(answer);
    assertThat(problem.path("type").asText()).isEqualTo("about:blank");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(answer.body()).doesNotContain("com.fasterxml", "java.", "Exception", "\tat ");
    return problem;
  }

  /** The answer is a problem of this status about just this member, with a message on it. */
  static void assertProblem(HttpResponse<String> answer, int status, String pointer) {
    JsonNode violations = assertProblem(answer, status).path("violations");
    assertThat(violations).as(answer.body()).hasSize(1);
    assertThat(violations.path(0).path("pointer").asText()).as(answer.body()).isEqualTo(pointer);
    assertThat(violations.path(0).path("message").asText()).isNotBlank().hasSizeLessThan(600);
  }
}
