package dev.carillon.target.kafka;

import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Rejected;
import dev.carillon.target.FireMessage;
import dev.carillon.target.KafkaTarget;
import dev.carillon.target.TargetSender;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jspecify.annotations.Nullable;

/** Sends fires as records of Kafka topics. */
@ApplicationScoped
class KafkaSender implements TargetSender<KafkaTarget> {

  /** The look-up of the topic, the wait in {@code send}, the delivery, and some slack. */
  private static final Duration BOUND =
      ProducerSettings.DELIVERY_TIMEOUT
          .plus(ProducerSettings.MAX_BLOCK.multipliedBy(2))
          .plusSeconds(5);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final boolean configured;
  private final Duration bound;
  private final Transmitter transmitter;

  @Inject
  KafkaSender(
      @Identifier("default-kafka-broker") Map<String, Object> settings, ManagedExecutor workers) {
    this(settings, workers, () -> producer(settings), BOUND);
  }

  KafkaSender(
      Map<String, Object> settings,
      Executor workers,
      Supplier<Producer<byte[], byte[]>> factory,
      Duration bound) {
    this.bound = bound;
    this.configured = ProducerSettings.nameBroker(settings);
    this.transmitter = new Transmitter(new ProducerSlot(factory), workers);
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(
        ProducerSettings.of(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Class<KafkaTarget> targetType() {
    return KafkaTarget.class;
  }

  @Override
  public @Nullable String unavailableReason() {
    return configured ? null : "Kafka is not configured: kafka.bootstrap.servers is not set";
  }

  @Override
  public CompletionStage<Delivery> send(FireMessage fire, KafkaTarget target) {
    String unavailable = unavailableReason();
    if (unavailable != null) {
      // Another process, or this one after the next start, may know a broker.
      return CompletableFuture.completedFuture(Rejected.retryable(unavailable));
    }
    return transmitter
        .transmit(FireRecords.of(fire, target))
        .completeOnTimeout(
            Rejected.retryable("no answer from Kafka within " + bound),
            bound.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Runs after the fires in flight were drained: what is left gets a few seconds. */
  @PreDestroy
  void close() {
    transmitter.close(CLOSE_PATIENCE);
  }
}
