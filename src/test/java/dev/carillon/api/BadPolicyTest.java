package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.testing.Application.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every policy that is not what it should be is refused by its name, and by its value. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class BadPolicyTest {

  private static final String TARGET = "{\"type\": \"kafka\", \"topic\": \"t\"}";

  private final Refusals refusals = new Refusals();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "misfireGraceTime": "PT0S"                                     | /misfireGraceTime | PT0S
          "misfireGraceTime": "PT9999999999999H"                         | /misfireGraceTime | P3650000D
          "misfireGraceTime": 5                                          | /misfireGraceTime | duration
          "coalesce": "SOME"                                             | /coalesce | SOME
          "catchUp": 5                                                   | /catchUp | object
          "catchUp": {"maxAge": "PT9999999999999H"}                      | /catchUp/maxAge | P3650000D
          "catchUp": {"maxAge": "-PT1S"}                                 | /catchUp/maxAge | PT-1S
          "catchUp": {"maxCount": 0}                                     | /catchUp/maxCount | 0
          "catchUp": {"maxCount": 10001}                                 | /catchUp/maxCount | 10001
          "catchUp": {"maxCount": "5"}                                   | /catchUp/maxCount | whole number
          "catchUp": {"order": "RANDOM"}                                 | /catchUp/order | RANDOM
          "catchUp": {"most": 5}                                         | /catchUp/most | most
          "maxInstances": 0                                              | /maxInstances | 0
          "maxInstances": 100001                                         | /maxInstances | 100001
          "overlapPolicy": "KILL"                                        | /overlapPolicy | KILL
          "ordered": "yes"                                               | /ordered | true or false
          "ordered": true                                                | /ordered | key
          "retryPolicy": {"maxAttempts": 0}                              | /retryPolicy/maxAttempts | 0
          "retryPolicy": {"maxAge": "PT0S"}                              | /retryPolicy/maxAge | PT0S
          "retryPolicy": {"maxAge": "P31D"}                              | /retryPolicy/maxAge | P30D
          "retryPolicy": {"minBackoff": "PT9S", "maxBackoff": "PT1S"}    | /retryPolicy/maxBackoff | PT1S
          "retryPolicy": {"multiplier": 0.5}                             | /retryPolicy/multiplier | 0.5
          "retryPolicy": {"jitter": 1.5}                                 | /retryPolicy/jitter | 1.5
          "deadLetter": {"type": "http"}                                 | /deadLetter/url | required
          "deadLetter": {"type": "http", "url": "http://h/", "method": "GET"} | /deadLetter/body | GET
          "deadLetter": {"type": "smoke"}                                | /deadLetter/type | smoke
          "pauseAfterFailures": 0                                        | /pauseAfterFailures | 0
          "pauseAfterFailures": 1.5                                      | /pauseAfterFailures | whole number
          "startTime": "tomorrow"                                        | /startTime | tomorrow
          "startTime": 1893456000                                        | /startTime | RFC 3339
          "startTime": "1969-12-31T23:59:59Z"                            | /startTime | 1969
          "endTime": "+10000-01-01T00:00:00Z"                            | /endTime | 10000
          "startTime": "2030-01-02T00:00:00Z", "endTime": "2030-01-01T00:00:00Z" | /endTime | 2030-01-01
          "endTime": "2024-01-01T00:00:00Z"                              | /trigger | no fire time
          "maxFires": 0                                                  | /maxFires | 0
          "maxFires": 99999999999999999999                               | /maxFires | out of range
          "onCompletion": "BURN"                                         | /onCompletion | BURN
          "history": {"succeeded": "PT1S"}                               | /history/succeeded | PT1S
          "history": {"failed": "P9999D"}                                | /history/failed | P3650D
          """)
  void aPolicyOutOfItsBoundsIsRefused(String member, String pointer, String said) {
    String body =
        "{\"trigger\": " + FUTURE + ", \"target\": " + TARGET + ", " + member.trim() + "}";

    refusals.refused(body, 400, pointer.trim());

    HttpResponse<String> answer =
        refusals.application().client().put(refusals.application().path("absent"), body);
    JsonNode violation = json(answer).path("violations").path(0);
    assertThat(violation.path("message").asText()).contains(said.trim());
  }

  @Test
  void whatIsLeftOutTakesItsDefault() {
    JsonNode job = refusals.application().put("plain", FUTURE, TARGET);

    assertThat(job.path("coalesce").asText()).isEqualTo("LATEST");
    assertThat(job.path("overlapPolicy").asText()).isEqualTo("SKIP");
    assertThat(job.path("catchUp").path("maxCount").asInt()).isEqualTo(1000);
    assertThat(job.path("catchUp").path("order").asText()).isEqualTo("OLDEST");
    assertThat(job.path("ordered").asBoolean(true)).isFalse();
    assertThat(job.path("onCompletion").asText()).isEqualTo("KEEP");
    assertThat(job.path("maxInstances").isNull()).isTrue();
    assertThat(job.path("misfireGraceTime").isNull()).isTrue();
    assertThat(job.path("retryPolicy").path("maxAttempts").asInt()).isEqualTo(10);
    assertThat(job.path("retryPolicy").path("minBackoff").asText()).isEqualTo("PT1S");
    refusals.application().client().delete(refusals.application().path("plain"));
  }
}
