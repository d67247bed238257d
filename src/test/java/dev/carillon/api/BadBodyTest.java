package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.JobTexts.job;
import static dev.carillon.api.JobTexts.jobOf;
import static dev.carillon.api.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.Application;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is not one JSON object of bounded size is refused as a whole. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class BadBodyTest {

  private static final int MIB = 1024 * 1024;

  private final Refusals refusals = new Refusals();

  static Stream<String> malformed() {
    String twice = "{\"trigger\": %1$s, \"trigger\": %1$s, \"target\": %2$s}";
    return Stream.of(
        "",
        " ",
        "{",
        "{\"trigger\": {\"type\":",
        "{'trigger': 1}",
        "/* no comments */ {}",
        "{\"maxInstances\": NaN}",
        "{\"maxInstances\": 01}",
        "{\"description\": \"\n\"}",
        "\0".repeat(20),
        "null",
        "[]",
        "\"job\"",
        "5",
        job() + " x",
        job() + job(),
        job() + " null",
        twice.formatted(FUTURE, http()),
        job("\"labels\": {\"a\": \"1\", \"a\": \"2\"}"),
        jobOf(FUTURE, http("\"method\": \"GET\", \"method\": \"PUT\"")),
        job("\"maxInstances\": " + "9".repeat(5000)),
        job("\"maxInstances\": 1e9999999999999"),
        job("\"maxInstances\": 1e-9999999999999"),
        job("\"colour\": " + "[".repeat(1100) + "]".repeat(1100)));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNotOneJsonObjectIsRefused(String body) {
    refusals.refused(body, 400, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"trigger\":", "{\"target\":{\"body\":["})
  void whateverIsNestedWithoutEndIsRefused(String opening) {
    refusals.refused(opening.repeat(1_000_000 / opening.length()), 400, "");
  }

  @Test
  void aBodyOfOneMebibyteIsRead() {
    refusals.refused(ofSize(MIB), 400, "/description");
  }

  @ParameterizedTest
  @ValueSource(ints = {MIB + 1, 2 * MIB, 4 * MIB + 1, 20 * MIB})
  void aLargerBodyIsRefused(int size) {
    refusals.refused(ofSize(size), 413, "");
  }

  @ParameterizedTest
  @ValueSource(ints = {MIB + 1, 2 * MIB, 4 * MIB + 1, 20 * MIB})
  void aLargerBodyOfUnknownLengthIsRefused(int size) {
    refusals.refused(chunked(ofSize(size)), 413, "");
  }

  @Test
  void aLargeBodyIsRefusedWhereverItIsSent() {
    Application application = refusals.application();
    BodyPublisher large = BodyPublishers.ofString(ofSize(5 * MIB));

    for (String id : new String[] {"present:pause", "present:resume", "present:run", "a/b/c"}) {
      refusals.refused(application.client().send("POST", application.path(id), large), 413);
    }
    refusals.refused(application.client().send("POST", "/nowhere", large), 413);
  }

  @Test
  void theConnectionIsOfUseAfterALargeBody() {
    Application application = refusals.application();
    for (int i = 0; i < 3; i++) {
      assertProblem(application.client().put(application.path("large"), ofSize(5 * MIB)), 413, "");
      assertThat(application.client().get(application.path("present")).statusCode()).isEqualTo(200);
    }
  }

  private static String ofSize(int size) {
    String empty = job("\"description\": \"\"");
    return job("\"description\": \"" + "x".repeat(size - empty.length()) + "\"");
  }

  private static BodyPublisher chunked(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }
}
