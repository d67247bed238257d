package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Outbox outbox = new Outbox();

  @Test
  void whatIsOfferedTogetherIsToldAsTheEarliest() throws InterruptedException {
    outbox.offer(NOON.plusSeconds(1));
    outbox.offer(NOON);
    outbox.offer(NOON.plusSeconds(2));
    outbox.close();

    assertThat(outbox.take()).isEqualTo(NOON);
    assertThat(outbox.take()).isNull();
  }

  @Test
  void whatComesAfterIsToldAsWell() throws InterruptedException {
    outbox.offer(NOON);
    outbox.take();
    outbox.offer(NOON.plusSeconds(2));

    assertThat(outbox.take()).isEqualTo(NOON.plusSeconds(2));
  }
}
