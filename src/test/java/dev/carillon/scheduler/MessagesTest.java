package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class MessagesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Inject Senders senders;

  /** Otherwise the fire would stay in flight, its lease renewed, for ever. */
  @Test
  void whateverGoesWrongIsADeliveryThatFailed() {
    ObjectMapper exhausted =
        new ObjectMapper() {
          @Override
          public JsonNode readTree(String content) {
            throw new StackOverflowError("test");
          }
        };
    Fire fire = new Fire();
    fire.jobUid = new UUID(1, 2);
    fire.scheduledTime = NOON;
    fire.namespace = "messages";
    fire.jobId = "job";
    fire.state = FireState.RUNNING;
    fire.payload = "{}";
    Claimed claimed = new Claimed(fire, Definitions.once(NOON), 1);

    assertThat(new Messages(senders, exhausted).send(claimed).toCompletableFuture())
        .isCompletedExceptionally();
  }
}
