package dev.carillon.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FireMessageTest {

  @Test
  void describesItselfAsACloudEvent() {
    FireMessage fire =
        new FireMessage("f-1", "acme", "a b", Instant.parse("2026-03-29T01:30:00.000001Z"), 2);

    assertThat(fire.cloudEventAttributes())
        .containsEntry("specversion", "1.0")
        .containsEntry("id", "f-1")
        .containsEntry("type", "dev.carillon.fire.v1")
        .containsEntry("source", "/namespaces/acme/jobs/a%20b")
        .containsEntry("time", "2026-03-29T01:30:00.000001Z")
        .containsEntry("attempt", "2")
        .hasSize(6);
  }
}
