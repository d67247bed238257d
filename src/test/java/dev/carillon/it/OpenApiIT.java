package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.CarillonProcess;
import dev.carillon.testing.JsonClient;
import dev.carillon.testing.MariaDbServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the application says of itself: its API document, its page for people, its health. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiIT {

  private static final String SCHEMA = "carillon_it_openapi";

  private CarillonProcess application;
  private JsonClient client;

  @BeforeAll
  void start() {
    SharedParts.database().createDatabase(SCHEMA);
    application = SharedParts.application("openapi", SCHEMA).start();
    client = application.client();
  }

  @AfterAll
  void close() {
    application.close();
  }

  @Test
  void servesItsDocumentAsJsonAndYaml() {
    JsonNode document = Json.parse(client.get("/q/openapi", "Accept", "application/json").body());
    assertThat(Json.text(document, "openapi")).startsWith("3.");
    assertThat(client.get("/q/openapi", "Accept", "application/yaml").body())
        .contains("openapi: 3");
    assertThat(Json.parse(client.get("/q/openapi?format=json").body())).isEqualTo(document);
  }

  @Test
  void describesEveryOperation() {
    JsonNode paths = Json.member(Json.parse(client.get("/q/openapi?format=json").body()), "paths");
    assertThat(paths.fieldNames())
        .toIterable()
        .filteredOn(path -> path.startsWith("/v1/namespaces/"))
        .hasSizeGreaterThan(3);
    for (JsonNode path : paths) {
      for (String method : new String[] {"get", "put", "post", "patch", "delete"}) {
        if (path.has(method)) {
          assertThat(Json.text(path.get(method), "summary")).isNotBlank();
          assertThat(Json.member(path.get(method), "responses").fieldNames())
              .toIterable()
              .anyMatch(status -> status.startsWith("2"));
        }
      }
    }
  }

  @Test
  void leadsABrowserToSwaggerUi() {
    HttpResponse<String> root = client.get("/", "Accept", "text/html");
    assertThat(root.statusCode()).isBetween(301, 308);
    URI target = application.baseUri().resolve(root.headers().firstValue("Location").orElseThrow());
    assertThat(target.getPath()).startsWith("/q/swagger-ui");

    HttpResponse<String> page = client.get("/q/swagger-ui/", "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body().toLowerCase(Locale.ROOT)).contains("swagger");
  }

  @Test
  void saysThatItIsWell() {
    for (String probe : new String[] {"live", "ready", "started"}) {
      HttpResponse<String> response = client.get("/q/health/" + probe);
      assertThat(response.statusCode()).as(probe).isEqualTo(200);
      JsonNode health = Json.parse(response.body());
      assertThat(Json.text(health, "status")).isEqualTo("UP");
      assertThat(Json.member(health, "checks"))
          .as(probe)
          .isNotEmpty()
          .anySatisfy(check -> assertThat(Json.member(check, "data")).isNotEmpty());
    }
  }

  @Test
  void isNotReadyWithoutItsDatabaseButAlive() {
    MariaDbServer database = SharedParts.database();
    assumeTrue(database.isKillable());
    database.kill();
    await("readiness is DOWN")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              HttpResponse<String> response = client.get("/q/health/ready");
              assertThat(response.statusCode()).isEqualTo(503);
              assertThat(Json.member(Json.parse(response.body()), "checks"))
                  .anySatisfy(
                      check -> {
                        assertThat(Json.text(check, "status")).isEqualTo("DOWN");
                        assertThat(Json.text(check, "name").toLowerCase(Locale.ROOT))
                            .contains("database");
                      });
            });
    assertThat(client.get("/q/health/live").statusCode()).isEqualTo(200);

    database.start();
    application.awaitReady();
    assertThat(client.get("/q/health/live").statusCode()).isEqualTo(200);
  }
}
