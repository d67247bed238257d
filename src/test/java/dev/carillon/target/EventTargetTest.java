package dev.carillon.target;

import static dev.carillon.target.HttpTargetTest.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTargetTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void takesNamesWithAStructure() {
    assertThat(new EventTarget("reports/nightly:v1", null, TIMEOUT).name())
        .isEqualTo("reports/nightly:v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "ü"})
  void refusesOtherNames(String name) {
    assertInvalid("/name", () -> new EventTarget(name, null, TIMEOUT));
  }

  @Test
  void boundsNameAndPayload() {
    assertInvalid("/name", () -> new EventTarget("n".repeat(201), null, TIMEOUT));
    assertInvalid(
        "/payload",
        () -> new EventTarget("n", TextNode.valueOf("x".repeat(256 * 1024 + 1)), TIMEOUT));
    assertInvalid("/timeout", () -> new EventTarget("n", null, Duration.ZERO));
  }
}
