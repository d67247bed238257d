package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.JobTexts.job;
import static dev.carillon.api.JobTexts.jobOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is kept exactly as it came, or refused. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class BadTextTest {

  private final Refusals refusals = new Refusals();
  private final Application application = refusals.application();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "description": "\\ud800"                               | /description
          "description": "\\udc00\\ud800"                        | /description
          "description": "a\\udfffb"                             | /description
          "labels": {"a": "\\ud800"}                             | /labels/a
          "labels": {"\\ud800": "a"}                             | /labels
          "id": "\\ud800"                                        | /id
          "timeZone": "\\ud800"                                  | /timeZone
          "coalesce": "\\ud800"                                  | /coalesce
          "misfireGraceTime": "\\ud800"                          | /misfireGraceTime
          "\\ud800": 1                                           | ''
          "colour": [0, {"a": ["\\ud800"]}]                      | /colour/1/a/0
          """)
  void halfASurrogatePairIsRefused(String member, String pointer) {
    refusals.refused(job(member), 400, pointer);
  }

  @Test
  void halfASurrogatePairIsRefusedInTriggerAndTarget() {
    refusals.refused(jobOf("\"at \\ud800\"", http()), 400, "/trigger");
    refusals.refused(jobOf("{\"type\": \"lunar\\ud800\"}", http()), 400, "/trigger/type");
    refusals.refused(jobOf("{\"type\": \"date\", \"\\ud800\": 1}", http()), 400, "/trigger");
    refusals.refused(jobOf(FUTURE, "{\"type\": \"\\ud800\"}"), 400, "/target/type");
    refusals.refused(jobOf(FUTURE, http("\"body\": \"\\ud800\"")), 400, "/target/body");
    refusals.refused(jobOf(FUTURE, http("\"body\": {\"\\ud800\": 1}")), 400, "/target/body");
    refusals.refused(job("\"\\ud800\": 1", "\"\\ud800\": 2"), 400, "");
  }

  @Test
  void halfASurrogatePairIsRefusedInPatchesAndReasons() {
    refusals.refused(() -> patch("{\"description\": \"\\ud800\"}"), 400, "/description");
    refusals.refused(
        () -> application.client().post(path("present:pause"), "{\"reason\": \"\\ud800\"}"),
        400,
        "/reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "a\\u0000", "\\u0000", "\uD83D\uDD14", "a/b", "a b", "é", ""})
  void anIdIsPlainAscii(String id) {
    refusals.refused(
        () -> application.client().post(path(""), job("\"id\": \"" + id + "\"")), 400, "/id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000b",
        "\u0000",
        "\uD83D\uDD14 four bytes \uD834\uDD1E",
        "e\u0301 \u00e9 \u202e \ufeff \uffff",
        "\r\n\t\u007f\u0085",
        "  blanks stay  ",
        "'\\\"; DROP TABLE job; --"
      })
  void whateverElseIsUnicodeIsKeptAsItCame(String text) throws Exception {
    String json = new ObjectMapper().writeValueAsString(text);
    application.put(
        "kept",
        FUTURE,
        http("\"method\": \"POST\", \"body\": {\"text\": " + json + "}"),
        "\"description\": " + json,
        "\"labels\": {\"a\": " + json + "}");

    JsonNode job = application.job("kept");

    assertThat(job.path("description").asText()).isEqualTo(text);
    assertThat(job.path("labels").path("a").asText()).isEqualTo(text);
    assertThat(job.path("target").path("body").path("text").asText()).isEqualTo(text);
  }

  @Test
  void theLongestDescriptionFitsWhateverItsCharacters() {
    String bells = "\uD83D\uDD14".repeat(512);

    application.put("bells", FUTURE, http(), "\"description\": \"" + bells + "\"");

    assertThat(application.job("bells").path("description").asText()).isEqualTo(bells);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7b 22 61 22 3a 22 ff fe 22 7d", // not a start
        "7b 22 61 22 3a 22 e2 82 22 7d", // cut off
        "7b 22 61 22 3a 22 c0 80 22 7d", // overlong NUL
        "7b 22 61 22 3a 22 ed a0 80 22 7d", // half a surrogate pair
        "7b 22 61 22 3a 22 f4 90 80 80 22 7d", // beyond Unicode
        "00 00 fe ff 7f ff ff ff", // UTF-32, beyond Unicode
        "fe ff d8", // UTF-16, cut off
        "ff fe 7b 00 7d 00" // UTF-16
      })
  void aBodyThatIsNotUtf8IsRefused(String hex) {
    refusals.refused(BodyPublishers.ofByteArray(bytes(hex)), 400, "");
  }

  private HttpResponse<String> patch(String body) {
    return application.client().patch(path("present"), body);
  }

  private String path(String id) {
    return application.path(id);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex);
  }
}
