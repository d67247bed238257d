package dev.carillon.target;

import static dev.carillon.target.HttpTargetTest.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaTargetTest {

  @Test
  void takesTopicsThatKafkaTakes() {
    assertThat(topic("a.B_c-9").topic()).isEqualTo("a.B_c-9");
    assertThat(topic("t".repeat(249)).topic()).hasSize(249);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ü", "a\n"})
  void refusesOtherTopics(String topic) {
    assertInvalid("/topic", () -> topic(topic));
    assertInvalid("/topic", () -> topic("t".repeat(250)));
  }

  @Test
  void isATombstoneWithoutAValue() {
    assertThat(value(null).content()).isNull();
    assertThat(value(null).contentType()).isNull();
    assertThat(value(NullNode.getInstance())).isEqualTo(value(null));
  }

  @Test
  void sendsTextAsItselfJsonAsJsonAndBase64AsItsBytes() {
    KafkaTarget bytes = new KafkaTarget("t", null, null, "AAEC/w==", Map.of(), null);

    assertThat(value(TextNode.valueOf("null")).content()).asString().isEqualTo("null");
    assertThat(value(IntNode.valueOf(5)).content()).asString().isEqualTo("5");
    assertThat(value(IntNode.valueOf(5)).contentType()).isEqualTo("application/json");
    assertThat(bytes.content()).containsExactly(0, 1, 2, 255);
    assertThat(bytes.contentType()).isEqualTo("application/octet-stream");
  }

  @Test
  void refusesTwoValues() {
    assertInvalid(
        "/valueBase64",
        () -> new KafkaTarget("t", null, IntNode.valueOf(5), "AAEC", Map.of(), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "AAEC/w=", "A", "AA EC"})
  void refusesWhatIsNoBase64(String text) {
    assertInvalid("/valueBase64", () -> new KafkaTarget("t", null, null, text, Map.of(), null));
  }

  @Test
  void boundsWhatItSends() {
    String tooMuch = Base64.getEncoder().encodeToString(new byte[256 * 1024 + 1]);

    assertInvalid("/valueBase64", () -> new KafkaTarget("t", null, null, tooMuch, Map.of(), null));
    assertInvalid("/value", () -> value(TextNode.valueOf("x".repeat(256 * 1024 + 1))));
    assertInvalid("/key", () -> key("ü".repeat(513)));
    assertThat(key("ü".repeat(512)).key()).hasSize(512);
  }

  @Test
  void refusesAKeyThatHasNoUtf8Form() {
    assertInvalid("/key", () -> key("\ud800"));
  }

  @Test
  void refusesHeadersThatItSetsItself() {
    assertInvalid("/headers/ce_id", () -> headers(Map.of("ce_id", "x")));
    assertInvalid("/headers/CE-id", () -> headers(Map.of("CE-id", "x")));
  }

  @Test
  void takesHeaderValuesOfAnyTextWithoutControlCharacters() {
    assertThat(headers(Map.of("h", "grün")).headers()).containsEntry("h", "grün");
    assertInvalid("/headers/h", () -> headers(Map.of("h", "a\nb")));
    assertInvalid("/headers/h", () -> headers(Map.of("h", "\u0085")));
    assertInvalid("/headers/h", () -> headers(Map.of("h", "\udc00")));
  }

  @Test
  void refusesANegativePartition() {
    assertInvalid("/partition", () -> new KafkaTarget("t", null, null, null, Map.of(), -1));
  }

  private static KafkaTarget topic(String topic) {
    return new KafkaTarget(topic, null, null, null, Map.of(), null);
  }

  private static KafkaTarget key(String key) {
    return new KafkaTarget("t", key, null, null, Map.of(), null);
  }

  private static KafkaTarget value(@Nullable JsonNode value) {
    return new KafkaTarget("t", null, value, null, Map.of(), null);
  }

  private static KafkaTarget headers(Map<String, String> headers) {
    return new KafkaTarget("t", null, null, null, headers, null);
  }
}
