package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class PreviewTest {

  private final Application application = new Application("preview");

  @Test
  void showsTheTimesTheirWallClockTheNotesAndTheRule() {
    JsonNode preview =
        Application.json(
            preview(
                """
                {"trigger": {"type": "cron", "expression": "30 2 * * *"}, "count": 2,
                 "timeZone": "Europe/Berlin", "from": "2026-03-28T00:00:00Z"}"""));

    assertThat(preview.path("fireTimes").toString())
        .isEqualTo("[\"2026-03-28T01:30:00Z\",\"2026-03-30T00:30:00Z\"]");
    assertThat(preview.at("/local/1").asText())
        .isEqualTo("2026-03-30T02:30:00+02:00[Europe/Berlin]");
    assertThat(preview.at("/notes/0/rule").asText()).isEqualTo("GAP_SKIP");
    assertThat(preview.at("/notes/0/at").asText()).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(preview.path("exhausted").asBoolean()).isFalse();
    assertThat(preview.path("description").asText())
        .isEqualTo("At 02:30, every day, in Europe/Berlin");
  }

  @Test
  void endsWhereTheTriggerEnds() {
    JsonNode preview =
        Application.json(
            preview(
                "{\"trigger\": \"at 2037-01-01T00:00:00Z\", \"from\": \"2026-01-01T00:00:00Z\"}"));

    assertThat(preview.path("fireTimes")).hasSize(1);
    assertThat(preview.path("exhausted").asBoolean()).isTrue();
  }

  @Test
  void endsWhereItIsToldTo() {
    JsonNode preview =
        Application.json(
            preview(
                """
                {"trigger": "every 1h", "from": "2026-01-01T00:00:00Z",
                 "until": "2026-01-01T03:00:00Z", "count": 1000}"""));

    assertThat(preview.path("fireTimes")).hasSize(3);
    assertThat(preview.path("exhausted").asBoolean()).isFalse();
  }

  @Test
  void showsTheNextTimesOfAStoredJob() {
    JsonNode job =
        application.put(
            "hourly",
            "{\"type\": \"interval\", \"hours\": 1}",
            "{\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}");

    JsonNode preview =
        Application.json(
            application.client().post(application.path("hourly:preview"), "{\"count\": 3}"));

    assertThat(preview.path("fireTimes")).hasSize(3);
    assertThat(preview.at("/fireTimes/0")).isEqualTo(job.path("nextRunTime"));
    application.client().delete(application.path("hourly"));
    assertThat(application.client().post(application.path("hourly:preview"), "{}").statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/trigger        | {}",
        "/trigger/type   | {'trigger': {'type': 'lunar'}}",
        "/trigger/minute | {'trigger': {'type': 'cron', 'minute': '61'}}",
        "/trigger/foo    | {'trigger': {'type': 'cron', 'foo': 1}}",
        "/trigger/triggers/1/hour | {'trigger': {'type': 'or', 'triggers': [{'type': 'cron', 'hour': 1}, {'type': 'cron', 'hour': 25}]}}",
        "/timeZone       | {'trigger': 'every 1h', 'timeZone': 'Mars/Base'}",
        "/from           | {'trigger': 'every 1h', 'from': 'yesterday'}",
        "/from           | {'trigger': 'every 1h', 'from': '+99999-01-01T00:00:00Z'}",
        "/until          | {'trigger': 'every 1h', 'from': '2026-01-02T00:00:00Z', 'until': '2026-01-01T00:00:00Z'}",
        "/count          | {'trigger': 'every 1h', 'count': 1001}",
        "/count          | {'trigger': 'every 1h', 'count': 0}",
        "/count          | {'trigger': 'every 1h', 'count': 'x'}",
        "/more           | {'trigger': 'every 1h', 'more': 1}"
      },
      quoteCharacter = '"')
  void refusesAndNamesTheMember(String pointer, String body) {
    HttpResponse<String> answer = preview(body.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Application.json(answer).at("/violations/0/pointer").asText()).isEqualTo(pointer);
  }

  @Test
  void aTriggerThatCanNeverFireIsRefusedWithThatReason() {
    HttpResponse<String> answer = preview("{\"trigger\": \"cron 0 0 30 2 *\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("can never fire");
  }

  private HttpResponse<String> preview(String body) {
    return application.client().post("/v1/triggers:preview", body);
  }
}
