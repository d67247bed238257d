package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What the probes answer while all is well. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class HealthTest {

  private final Application application = new Application("health");

  @Test
  void theLoopIsAliveAndSaysWhenItTurned() {
    JsonNode data = check("live", "wakeup loop turns").path("data");

    assertThat(data.path("millisSinceTurn").isIntegralNumber()).isTrue();
    assertThat(data.path("millisSinceTurn").asLong()).isBetween(0L, 10_000L);
  }

  @Test
  void theSchedulerIsReadyAndSaysHowItIsDoing() {
    JsonNode data = check("ready", "scheduler").path("data");

    assertThat(data.path("podId").asText()).isNotBlank();
    assertThat(data.path("database").asText()).isEqualTo("answers");
    assertThat(data.path("clock").asText()).isEqualTo("trusted");
    assertThat(data.path("loop").asText()).isEqualTo("turning");
    assertThat(data.path("inFlight").isIntegralNumber()).isTrue();
    assertThat(data.path("clockUncertaintyMicros").asLong()).isPositive();
  }

  @Test
  void theDatabaseIsPartOfReadinessAndNotOfLiveness() {
    assertThat(health("ready").path("checks").toString()).contains("Database connections");
    assertThat(health("live").path("checks").toString()).doesNotContain("Database");
  }

  @Test
  void theSchedulerHasStarted() {
    check("started", "scheduler has started");
  }

  private JsonNode check(String probe, String name) {
    for (JsonNode check : health(probe).path("checks")) {
      if (check.path("name").asText().equals(name)) {
        assertThat(check.path("status").asText()).isEqualTo("UP");
        return check;
      }
    }
    throw new AssertionError(probe + " has no check named " + name);
  }

  private JsonNode health(String probe) {
    HttpResponse<String> answer = application.client().get("/q/health/" + probe);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode health = Application.json(answer);
    assertThat(health.path("status").asText()).isEqualTo("UP");
    return health;
  }
}
