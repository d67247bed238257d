package dev.carillon.target.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Rejected;
import dev.carillon.target.FireMessage;
import dev.carillon.target.KafkaTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.junit.jupiter.api.Test;

/** When Kafka is not configured, or does not answer. */
class KafkaSenderWithoutBrokerTest {

  private static final FireMessage FIRE =
      new FireMessage("fire-1", "acme", "nightly", Instant.parse("2026-03-29T01:30:00Z"), 1);
  private static final KafkaTarget TARGET = new KafkaTarget("t", null, null, null, Map.of(), null);

  /** Nobody listens on the discard port of this machine. */
  private static final Map<String, Object> NOBODY = Map.of("bootstrap.servers", "127.0.0.1:9");

  private final Queue<Runnable> held = new ArrayDeque<>();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void saysWhetherKafkaIsConfigured() {
    assertThat(sender(Map.of(), held::add).unavailableReason()).contains("kafka.bootstrap.servers");
    assertThat(sender(Map.of("bootstrap.servers", " "), held::add).unavailableReason())
        .contains("kafka.bootstrap.servers");
    assertThat(sender(NOBODY, held::add).unavailableReason()).isNull();
  }

  @Test
  void rejectsWithoutConfiguration() {
    Delivery delivery = join(sender(Map.of(), held::add).send(FIRE, TARGET));

    assertThat(delivery)
        .isEqualTo(
            Rejected.retryable("Kafka is not configured: kafka.bootstrap.servers is not set"));
    assertThat(held).isEmpty();
  }

  @Test
  void leavesEverythingThatBlocksToTheWorkers() {
    KafkaSender sender =
        new KafkaSender(
            NOBODY,
            held::add,
            () -> {
              throw new AssertionError("made on the thread of the caller");
            },
            Duration.ofMinutes(5));

    assertThat(sender.send(FIRE, TARGET).toCompletableFuture()).isNotDone();
    assertThat(held).hasSize(1);
  }

  @Test
  void givesUpInBoundedTime() {
    KafkaSender sender = new KafkaSender(NOBODY, held::add, () -> producer, Duration.ofMillis(100));

    assertThat(join(sender.send(FIRE, TARGET)))
        .isEqualTo(Rejected.retryable("no answer from Kafka within PT0.1S"));
  }

  @Test
  void rejectsWhileNoBrokerAnswers() {
    ManagedExecutor workers = ManagedExecutor.builder().build();
    KafkaSender sender = new KafkaSender(NOBODY, workers);
    try {
      assertThat(join(sender.send(FIRE, TARGET)))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.retryable()).isTrue();
                assertThat(rejected.error()).contains("TimeoutException");
              });
    } finally {
      sender.close();
      workers.shutdownNow();
    }
  }

  @Test
  void rejectsWhenTheBrokersNameCannotBeResolved() {
    ManagedExecutor workers = ManagedExecutor.builder().build();
    KafkaSender sender =
        new KafkaSender(Map.of("bootstrap.servers", "no-such-host.invalid:9092"), workers);
    try {
      assertThat(join(sender.send(FIRE, TARGET)))
          .isInstanceOfSatisfying(
              Rejected.class, rejected -> assertThat(rejected.retryable()).isTrue());
    } finally {
      sender.close();
      workers.shutdownNow();
    }
  }

  private KafkaSender sender(Map<String, Object> settings, Executor workers) {
    return new KafkaSender(settings, workers, () -> producer, Duration.ofMinutes(5));
  }

  private static Delivery join(CompletionStage<Delivery> delivery) {
    CompletableFuture<Delivery> future = delivery.toCompletableFuture();
    return future.orTimeout(120, TimeUnit.SECONDS).join();
  }
}
