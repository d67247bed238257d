package dev.carillon.scheduler;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process that is started paused waits for the first resume after its start. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(StartPausedTest.StartsPaused.class)
class StartPausedTest {

  /** Starts paused. */
  public static class StartsPaused implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("carillon.scheduler.start-paused", "true");
    }
  }

  @Inject SchedulerGate gate;
  @Inject Claimer claimer;

  private final Application application = new Application("start-paused");

  @Test
  void claimsNothingUntilTheFirstResumeAndIsReadyMeanwhile() throws SQLException {
    application.put(
        "due", "{\"type\": \"date\"}", "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}");

    assertThat(gate.look().hold()).isEqualTo(Hold.START_PAUSED);
    assertThat(claimer.claim(10).isEmpty()).isTrue();
    assertThat(application.fires("due")).isEmpty();
    JsonNode scheduler = Application.json(application.client().get("/v1/scheduler"));
    assertThat(scheduler.path("state").asText()).isEqualTo("RUNNING");
    assertThat(scheduler.at("/pod/hold").asText()).isEqualTo("START_PAUSED");
    HttpResponse<String> ready = application.client().get("/q/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("paused until the first resume");

    application.resumeScheduler();

    assertThat(gate.look().hold()).isEqualTo(Hold.NONE);
    application.awaitFires("due", 1, state("SUCCEEDED").or(state("FAILED")).or(state("RETRYING")));
    application.client().delete(application.path("due"));
  }
}
