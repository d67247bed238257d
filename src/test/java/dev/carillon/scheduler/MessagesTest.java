package dev.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.fire.Fire;
import dev.carillon.fire.FireState;
import dev.carillon.job.JobDefinition;
import dev.carillon.job.Policies;
import dev.carillon.target.HttpTarget;
import dev.carillon.testing.RealParts;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerContext;
import dev.carillon.trigger.TriggerReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
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
    HttpTarget target =
        new HttpTarget("POST", "http://127.0.0.1:9/", Map.of(), null, Duration.ofSeconds(1));
    Trigger trigger =
        TriggerReader.read(
            Map.of("type", "date", "runDate", "2026-03-01T12:00:00Z"),
            new TriggerContext(ZoneOffset.UTC, NOON, 42));
    Claimed claimed = new Claimed(fire, new JobDefinition(trigger, target, Policies.DEFAULT), 1);

    assertThat(new Messages(senders, exhausted).send(claimed).toCompletableFuture())
        .isCompletedExceptionally();
  }
}
