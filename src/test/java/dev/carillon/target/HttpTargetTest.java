package dev.carillon.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetTest {

  private static final String URL = "http://a.example/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example",
        "HTTPS://a.example:8443/x?y=%20z",
        "http://127.0.0.1:80/",
        "http://[::1]:8080/x",
        "http://svc.ns.svc.cluster.local/ü"
      })
  void takesAbsoluteHttpUrls(String url) {
    assertThat(with(url).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.example/x",
        "/x",
        "ftp://a.example/",
        "http:/x",
        "http:x",
        "http://",
        "http:///x",
        "http://user@a.example/",
        "http://user:secret@a.example/",
        "http://a.example/#top",
        "http://a.example:0/",
        "http://a.example:65536/",
        "http://a.example/a b",
        "http://a.example/\r\nX: y",
        "http://a.example/%zz",
        "http://a_b.example/",
        "http://\ud800.example/",
        "http://a.example/\ud800"
      })
  void refusesOtherUrls(String url) {
    assertInvalid("/url", () -> with(url));
  }

  @Test
  void refusesAUrlThatIsTooLong() {
    String longest = URL + "x".repeat(2048 - URL.length());

    assertThat(with(longest).url()).isEqualTo(longest);
    assertInvalid("/url", () -> with(longest + "x"));
  }

  @Test
  void neverRepeatsACredentialOfTheUrl() {
    assertThatThrownBy(() -> with("http://user:hunter2@a.example/ "))
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> with("http://user:hunter2@a.example/"))
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void requestsNonAsciiPathsInTheirEncodedForm() {
    assertThat(with("http://a.example/ü").uri()).isEqualTo(URI.create("http://a.example/%C3%BC"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "TRACE", "CONNECT", "", "POST "})
  void refusesOtherMethods(String method) {
    assertInvalid("/method", () -> new HttpTarget(method, URL, Map.of(), null, seconds(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void refusesABodyWhereTheMethodTakesNone(String method) {
    assertInvalid(
        "/body", () -> new HttpTarget(method, URL, Map.of(), IntNode.valueOf(1), seconds(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Idempotency-Key",
        "ce-id",
        "CE-Anything",
        "ce_id",
        "webhook-signature",
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "Expect"
      })
  void refusesHeadersThatItSetsItself(String name) {
    assertInvalid("/headers/" + name, () -> with(Map.of(name, "x")));
  }

  @ParameterizedTest
  @CsvSource({
    "a b,/headers/a b",
    "a/b,/headers/a~1b",
    "'',/headers/",
    "ü,/headers/ü",
    "a:,/headers/a:"
  })
  void refusesHeaderNamesThatAreNoTokens(String name, String pointer) {
    assertInvalid(pointer, () -> with(Map.of(name, "x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: y", "a\nb", "\u0000", "\u007f", "ü"})
  void refusesHeaderValuesThatAreNoPlainText(String value) {
    assertInvalid("/headers/X-A", () -> with(Map.of("X-A", value)));
  }

  @Test
  void refusesAHeaderWithoutValueAndOneGivenTwice() {
    Map<String, String> noValue = new LinkedHashMap<>();
    noValue.put("X-A", null);
    Map<String, String> twice = new LinkedHashMap<>();
    twice.put("X-A", "1");
    twice.put("x-a", "2");

    assertInvalid("/headers/X-A", () -> with(noValue));
    assertInvalid("/headers/x-a", () -> with(twice));
  }

  @Test
  void boundsTheHeaders() {
    Map<String, String> many = new LinkedHashMap<>();
    IntStream.range(0, 64).forEach(i -> many.put("X-" + i, "v"));

    assertThat(with(many).headers()).isEqualTo(many);
    many.put("X-64", "v");
    assertInvalid("/headers", () -> with(many));
    assertInvalid("/headers", () -> with(Map.of("X", "v".repeat(32 * 1024))));
  }

  @Test
  void boundsTheBodyByItsBytes() {
    TextNode largest = TextNode.valueOf("ü".repeat(128 * 1024));

    assertThat(withBody(largest).content()).hasSize(256 * 1024);
    assertInvalid("/body", () -> withBody(TextNode.valueOf(largest.textValue() + "x")));
  }

  @Test
  void boundsTheDepthOfTheBody() {
    assertThat(withBody(nested(100)).content()).hasSize(200);
    assertInvalid("/body", () -> withBody(nested(101)));
  }

  @Test
  void refusesABodyThatHasNoUtf8Form() {
    assertInvalid("/body", () -> withBody(TextNode.valueOf("half: \ud83d")));
    assertInvalid(
        "/body", () -> withBody(JsonNodeFactory.instance.objectNode().put("\udc00", "half name")));
  }

  @Test
  void sendsTextAsItselfAndOtherJsonAsJson() {
    HttpTarget text = withBody(TextNode.valueOf("a \"quoted\" text"));
    HttpTarget json = withBody(JsonNodeFactory.instance.objectNode().put("a", "b"));

    assertThat(text.content()).asString().isEqualTo("a \"quoted\" text");
    assertThat(text.contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(json.content()).asString().isEqualTo("{\"a\":\"b\"}");
    assertThat(json.contentType()).isEqualTo("application/json");
    assertThat(with(URL).contentType()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999999S", "PT10M0.001S", "P1D"})
  void refusesTimeoutsOutOfBounds(String timeout) {
    assertInvalid(
        "/timeout", () -> new HttpTarget("POST", URL, Map.of(), null, Duration.parse(timeout)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.001S", "PT10M"})
  void takesTimeoutsAtTheirBounds(String timeout) {
    Duration bound = Duration.parse(timeout);

    assertThat(new HttpTarget("POST", URL, Map.of(), null, bound).timeout()).isEqualTo(bound);
  }

  static void assertInvalid(String pointer, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOfSatisfying(
            InvalidTargetException.class,
            e -> {
              assertThat(e.pointer()).isEqualTo(pointer);
              assertThat(e.getMessage()).isNotBlank().doesNotContainPattern("[\\r\\n\\x00]");
            });
  }

  private static HttpTarget with(String url) {
    return new HttpTarget("POST", url, Map.of(), null, seconds(1));
  }

  private static HttpTarget with(Map<String, String> headers) {
    return new HttpTarget("POST", URL, headers, null, seconds(1));
  }

  private static HttpTarget withBody(@Nullable JsonNode body) {
    return new HttpTarget("POST", URL, Map.of(), body, seconds(1));
  }

  private static JsonNode nested(int levels) {
    ArrayNode outermost = JsonNodeFactory.instance.arrayNode();
    ArrayNode innermost = outermost;
    for (int level = 1; level < levels; level++) {
      innermost = innermost.addArray();
    }
    return outermost;
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
