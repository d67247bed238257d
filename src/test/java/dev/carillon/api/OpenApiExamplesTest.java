package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what is so: its examples work when they are sent as they stand. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class OpenApiExamplesTest {

  private static final List<String> METHODS =
      List.of("get", "put", "post", "patch", "delete", "head", "options");
  private static final String PROBLEM = "#/components/schemas/Problem";

  private final Application application = new Application("openapi");
  private JsonNode document;

  @BeforeEach
  void readTheDocument() {
    document = Application.json(application.client().get("/q/openapi?format=json"));
  }

  @Test
  void everyOperationHasASummaryAndAnErrorResponse() {
    assertThat(operations()).hasSizeGreaterThanOrEqualTo(11);
    for (Operation operation : operations()) {
      assertThat(operation.node().path("summary").asText()).as(operation.name()).isNotBlank();
      assertThat(statuses(operation)).as(operation.name()).anyMatch(status -> status >= 400);
      assertThat(statuses(operation)).as(operation.name()).anyMatch(status -> status < 300);
    }
  }

  @Test
  void everyClientErrorIsAProblem() {
    int seen = 0;
    for (Operation operation : operations()) {
      for (Map.Entry<String, JsonNode> response : operation.node().path("responses").properties()) {
        if (response.getKey().startsWith("4")) {
          JsonNode content = resolved(response.getValue()).path("content");
          String about = operation.name() + " " + response.getKey();
          assertThat(content.fieldNames())
              .toIterable()
              .as(about)
              .containsExactly("application/problem+json");
          assertThat(content.path("application/problem+json").path("schema").path("$ref").asText())
              .as(about)
              .isEqualTo(PROBLEM);
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(25);
    assertThat(document.at("/components/schemas/Problem/properties").fieldNames())
        .toIterable()
        .contains("type", "title", "status", "detail", "violations");
  }

  @Test
  void everySuccessIsPlainJson() {
    for (Operation operation : operations()) {
      if (operation.path().startsWith("/v1/")) {
        for (Map.Entry<String, JsonNode> response :
            operation.node().path("responses").properties()) {
          if (response.getKey().startsWith("2")) {
            assertThat(response.getValue().path("content").fieldNames())
                .toIterable()
                .as(operation.name())
                .isSubsetOf("application/json");
          }
        }
      }
    }
  }

  @Test
  void everyRequestBodyHasAnExampleAndEveryExampleWorks() {
    int sent = 0;
    for (Operation operation : operations()) {
      for (Map.Entry<String, JsonNode> content :
          operation.node().path("requestBody").path("content").properties()) {
        JsonNode examples = content.getValue().path("examples");
        assertThat(examples).as(operation.name()).isNotEmpty();
        for (Map.Entry<String, JsonNode> example : examples.properties()) {
          send(operation, content.getKey(), example.getKey(), example.getValue().path("value"));
          sent++;
        }
      }
    }
    assertThat(sent).isGreaterThanOrEqualTo(5);
  }

  @Test
  void everyOperationWithoutBodyWorksToo() {
    for (Operation operation : operations()) {
      if (!operation.node().has("requestBody") && !operation.path().contains("{fireId}")) {
        send(operation, "", "", MissingNode.getInstance());
      }
    }
  }

  private void send(Operation operation, String type, String example, JsonNode value) {
    String id = "job-" + Long.toString(System.nanoTime(), 36);
    if (operation.path().contains("{id}") && !operation.method().equals("put")) {
      // A request that carries no body takes no payload either.
      String kind = operation.path().endsWith(":run") ? "/kafka/value" : "/http/value";
      application.client().put(application.path(id), jobExample(kind));
      if (operation.path().endsWith(":resume")) {
        application.client().post(application.path(id + ":pause"), "");
      }
    }
    String path =
        operation.path().replace("{namespace}", application.namespace()).replace("{id}", id);
    path += requiredParameters(operation);
    String method = operation.method().toUpperCase(Locale.ROOT);
    HttpResponse<String> answer =
        value.isMissingNode()
            ? application.client().send(method, path, BodyPublishers.noBody())
            : application
                .client()
                .send(method, path, BodyPublishers.ofString(text(value)), "Content-Type", type);
    assertThat(answer.statusCode())
        .as("%s %s: %s", operation.name(), example, answer.body())
        .isBetween(200, 299);
    assertThat(statuses(operation)).as(operation.name()).contains(answer.statusCode());
    application.client().delete(application.path(id));
  }

  /** A parameter that must be there has an example as well. */
  private static String requiredParameters(Operation operation) {
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.node().path("parameters")) {
      if (parameter.path("in").asText().equals("query") && parameter.path("required").asBoolean()) {
        String example = parameter.path("example").asText();
        assertThat(example).as(operation.name()).isNotEmpty();
        query
            .append(query.isEmpty() ? "?" : "&")
            .append(parameter.path("name").asText())
            .append('=')
            .append(URLEncoder.encode(example, StandardCharsets.UTF_8));
      }
    }
    return query.toString();
  }

  /** The jobs that the examples change are those that the examples make. */
  private String jobExample(String kind) {
    for (Operation operation : operations()) {
      if (operation.method().equals("put") && operation.path().endsWith("/jobs/{id}")) {
        JsonNode content = operation.node().path("requestBody").path("content");
        return text(content.path("application/json").path("examples").at(kind));
      }
    }
    throw new AssertionError("the document has no example of a job");
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private List<Integer> statuses(Operation operation) {
    List<Integer> statuses = new ArrayList<>();
    operation
        .node()
        .path("responses")
        .fieldNames()
        .forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
    return statuses;
  }

  private JsonNode resolved(JsonNode response) {
    return response.has("$ref")
        ? document.at(response.path("$ref").asText().substring(1))
        : response;
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey())) {
          operations.add(new Operation(path.getKey(), member.getKey(), member.getValue()));
        }
      }
    }
    return operations;
  }

  /** One method on one path of the document. */
  private record Operation(String path, String method, JsonNode node) {

    String name() {
      return method + " " + path;
    }
  }
}
