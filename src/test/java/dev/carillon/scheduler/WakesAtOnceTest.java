package dev.carillon.scheduler;

import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Application;
import dev.carillon.testing.Facts;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With a sleep of ten minutes, whatever fires in time was woken for. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(WakesAtOnceTest.SleepsLong.class)
class WakesAtOnceTest {

  /** Only a signal or a due time ends the sleep. */
  public static class SleepsLong implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("carillon.scheduler.max-sleep", "10m");
    }
  }

  private static HttpReceiver receiver;

  @Inject Scheduler scheduler;
  @Inject Facts facts;

  private final Application application = new Application("wakes");

  @BeforeAll
  static void open() {
    receiver = HttpReceiver.create();
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void aJobThatIsAddedWakesTheLoop() {
    application.put("added", "{\"type\": \"interval\", \"seconds\": 1}", target());

    application.awaitFires("added", 2, state("SUCCEEDED"));
    application.client().delete(application.path("added"));
  }

  @Test
  void aJobThatIsMovedEarlierWakesTheLoop() {
    application.put("moved", "{\"type\": \"interval\", \"hours\": 1}", target());

    application
        .client()
        .patch(
            application.path("moved"),
            "{\"trigger\": {\"type\": \"interval\", \"seconds\": 1, \"hours\": null}}");

    application.awaitFires("moved", 1, state("SUCCEEDED"));
    application.client().delete(application.path("moved"));
  }

  @Test
  void aJobThatIsPausedForAWhileGoesOnInTime() {
    application.put("rests", "{\"type\": \"interval\", \"hours\": 1}", target());
    Instant until = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.MICROS);

    application.client().post(application.path("rests:pause"), "{\"until\": \"" + until + "\"}");

    assertThat(application.job("rests").path("state").asText()).isEqualTo("PAUSED");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> application.job("rests").path("state").asText().equals("ENABLED"));
    application.client().delete(application.path("rests"));
  }

  @Test
  void aJobThatIsRunOnDemandWakesTheLoop() {
    application.put("asked", "{\"type\": \"interval\", \"hours\": 1}", target());

    application.client().post(application.path("asked:run"), "");

    application.awaitFires("asked", 1, state("SUCCEEDED"));
    application.client().delete(application.path("asked"));
  }

  @Test
  void aRetryIsMadeWhenItsBackoffIsOver() {
    application.put(
        "refused",
        "{\"type\": \"date\"}",
        "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}",
        "\"retryPolicy\": {\"maxAttempts\": 3, \"minBackoff\": \"PT0.1S\"}");

    application.awaitFires("refused", 1, state("FAILED"));
  }

  @Test
  void aSchedulerThatIsResumedTakesWhatWasDueMeanwhile() {
    application.pauseScheduler();
    application.put("meanwhile", "{\"type\": \"date\"}", target());
    Awaitility.await().until(() -> scheduler.status().hold() == Hold.PAUSED);

    application.resumeScheduler();

    application.awaitFires("meanwhile", 1, state("SUCCEEDED"));
    assertThat(facts.ofScheduler())
        .startsWith("SchedulerStarted")
        .contains("SchedulerPaused", "SchedulerResumed");
  }

  private static String target() {
    return "{\"type\": \"http\", \"url\": \"" + receiver.uri("/woken") + "\"}";
  }
}
