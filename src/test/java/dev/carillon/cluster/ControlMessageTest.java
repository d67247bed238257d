package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlMessageTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");

  @Test
  void isReadAsItWasWritten() {
    ControlMessage timed = new ControlMessage("pod-a", NOON);
    ControlMessage atOnce = new ControlMessage("pod-b", Instant.MIN);

    assertThat(ControlMessage.read(timed.write())).isEqualTo(timed);
    assertThat(ControlMessage.read(atOnce.write())).isEqualTo(atOnce);
  }

  @Test
  void membersOfLaterVersionsAreLeftAlone() {
    assertThat(read("{\"version\": 1, \"pod\": \"a\", \"due\": \"" + NOON + "\", \"more\": {}}"))
        .isEqualTo(new ControlMessage("a", NOON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{",
        "\u0000\u0001",
        "{\"version\": 2, \"pod\": \"a\"}",
        "{\"version\": 1}",
        "{\"version\": 1, \"pod\": 7}",
        "{\"version\": 1, \"pod\": \"a\", \"due\": null}",
        "{\"version\": 1, \"pod\": \"a\", \"due\": \"noon\"}",
        "{\"version\": 1, \"pod\": \"a\", \"due\": 5}"
      })
  void whatIsNoMessageIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> read(text));
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ControlMessage.read(null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{\"version\": 1, \"pod\": \"" + "a".repeat(2_000) + "\"}"));
  }

  private static ControlMessage read(String text) {
    return ControlMessage.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
