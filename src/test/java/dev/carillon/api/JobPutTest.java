package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.HOURLY;
import static dev.carillon.api.JobTexts.PAST;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.JobTexts.job;
import static dev.carillon.api.JobTexts.jobOf;
import static dev.carillon.testing.Application.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.Facts;
import dev.carillon.testing.HttpReceiver;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PUT: the first creates, the next replaces, and the schedule is moved by a new trigger alone. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class JobPutTest {

  @Inject Facts facts;
  private final Application application = new Application("put");

  @AfterEach
  void resume() {
    application.resumeScheduler();
  }

  @Test
  void theFirstCreatesAndTheNextReplaces() {
    HttpResponse<String> first = put("twice", job("\"description\": \"one\""));
    HttpResponse<String> second = put("twice", job("\"labels\": {\"a\": \"b\"}"));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Location").orElseThrow())
        .endsWith(application.path("twice"));
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.headers().firstValue("Location")).isEmpty();
    assertThat(second.headers().firstValue("ETag"))
        .isNotEqualTo(first.headers().firstValue("ETag"));
    JsonNode job = application.job("twice");
    assertThat(job.path("uid")).isEqualTo(Application.json(first).path("uid"));
    assertThat(job.path("createdAt")).isEqualTo(Application.json(first).path("createdAt"));
    assertThat(job.has("description")).isFalse();
    assertThat(job.path("labels").path("a").asText()).isEqualTo("b");
    assertThat(facts.names("twice")).containsExactly("JobAdded", "JobModified");
  }

  @Test
  void theIdMayBeRepeatedInTheBody() {
    assertThat(put("repeated", job("\"id\": \"repeated\"")).statusCode()).isEqualTo(201);
  }

  @Test
  void theSameTriggerKeepsTheNextRunTimeAndTheCounts() {
    try (HttpReceiver receiver = HttpReceiver.create()) {
      String target = "{\"type\": \"http\", \"url\": \"" + receiver.uri("/kept") + "\"}";
      String next = application.put("kept", HOURLY, target).path("nextRunTime").asText();
      application.client().post(application.path("kept:run"), "");
      application.awaitFires("kept", 1, state("SUCCEEDED"));

      JsonNode again =
          application.put("kept", HOURLY, target, "\"description\": \"only this is new\"");

      assertThat(again.path("nextRunTime").asText()).isEqualTo(next);
      assertThat(again.path("fireCount").asInt()).isEqualTo(1);
      assertThat(application.job("kept").path("successCount").asInt()).isEqualTo(1);
    }
    application.client().delete(application.path("kept"));
  }

  @Test
  void anotherTriggerIsPlannedAnew() {
    String hourly = application.put("moved", HOURLY, http()).path("nextRunTime").asText();

    JsonNode moved = application.put("moved", FUTURE, http());

    assertThat(moved.path("nextRunTime").asText())
        .isEqualTo("2037-01-01T00:00:00Z")
        .isNotEqualTo(hourly);
  }

  @Test
  void anotherZoneIsAnotherTrigger() {
    String two = "{\"type\": \"date\", \"runDate\": \"2037-07-01 02:00:00\"}";
    assertThat(application.put("zoned", two, http()).path("nextRunTime").asText())
        .isEqualTo("2037-07-01T02:00:00Z");

    JsonNode zoned = application.put("zoned", two, http(), "\"timeZone\": \"Europe/Berlin\"");

    assertThat(zoned.path("nextRunTime").asText()).isEqualTo("2037-07-01T00:00:00Z");
  }

  @Test
  void anOverdueFireIsNotLostByPuttingTheSameAgain() {
    try (HttpReceiver receiver = HttpReceiver.create()) {
      String target = "{\"type\": \"http\", \"url\": \"" + receiver.uri("/overdue") + "\"}";
      application.pauseScheduler();
      application.put("overdue", PAST, target);
      JsonNode again = application.put("overdue", PAST, target);
      assertThat(again.path("nextRunTime").asText()).isEqualTo("2024-02-29T12:00:00Z");
      application.resumeScheduler();

      JsonNode fire = application.awaitFires("overdue", 1, state("SUCCEEDED")).get(0);

      assertThat(fire.path("scheduledTime").asText()).isEqualTo("2024-02-29T12:00:00Z");
      assertThat(receiver.arrivalsAt("/overdue")).hasSize(1);
    }
  }

  @Test
  void anotherTriggerCancelsAnOverdueFireAndSaysSo() {
    application.pauseScheduler();
    application.put("withdrawn", PAST, http());

    application.put("withdrawn", FUTURE, http());

    JsonNode fire = application.awaitFires("withdrawn", 1, state("CANCELLED")).get(0);
    assertThat(fire.path("scheduledTime").asText()).isEqualTo("2024-02-29T12:00:00Z");
    assertThat(fire.path("reason").asText()).contains("trigger was changed");
    assertThat(application.job("withdrawn").path("cancelledCount").asInt()).isEqualTo(1);
  }

  @Test
  void aPausedJobStaysPaused() {
    application.put("asleep", HOURLY, http());
    application.client().post(application.path("asleep:pause"), "");

    JsonNode job = application.put("asleep", FUTURE, http());

    assertThat(job.path("state").asText()).isEqualTo("PAUSED");
    assertThat(job.has("nextRunTime")).isFalse();
    application.client().delete(application.path("asleep"));
  }

  @Test
  void validatingChangesNothing() {
    application.put("unchanged", FUTURE, http());
    JsonNode before = application.job("unchanged");

    HttpResponse<String> answer = put("unchanged?validateOnly=true", jobOf(HOURLY, http()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Application.json(answer).path("trigger").path("hours").asInt()).isEqualTo(1);
    assertThat(application.job("unchanged")).isEqualTo(before);
    assertThat(facts.names("unchanged")).containsExactly("JobAdded");
    assertThat(put("unborn?validateOnly=true", job()).statusCode()).isEqualTo(200);
    assertThat(application.client().get(application.path("unborn")).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> put(String id, String body) {
    return application.client().put(application.path(id), body);
  }
}
