package dev.carillon.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells the other processes what is in the outbox, on a thread of its own; what fails is lost. */
final class Publisher implements Runnable {

  private static final Logger LOG = Logger.getLogger(Publisher.class);

  /** Rest after a message: what comes meanwhile is told together. */
  private static final int REST_MILLIS = 5;

  private static final Duration CLOSE_PATIENCE = Duration.ofMillis(300);

  private final Map<String, Object> settings;
  private final String topic;
  private final String pod;
  private final Outbox outbox;
  private final Link link = new Link("other processes are woken");
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  Publisher(Map<String, Object> configured, String topic, String pod, Outbox outbox) {
    this.settings = ControlSettings.producer(configured);
    this.topic = topic;
    this.pod = pod;
    this.outbox = outbox;
  }

  /** Tells until the outbox is closed and empty. */
  @Override
  public void run() {
    try {
      // The first message should not wait for connections.
      attempt(() -> producer().partitionsFor(topic));
      for (Instant due = outbox.take(); due != null; due = outbox.take()) {
        byte[] message = new ControlMessage(pod, due).write();
        attempt(() -> send(message));
        TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      attempt(this::close);
    }
  }

  private void send(byte[] message) {
    Future<?> unused =
        producer()
            .send(
                new ProducerRecord<>(topic, message),
                (acknowledged, failure) -> {
                  if (failure == null) {
                    link.isBack();
                  } else {
                    link.isGone(failure);
                  }
                });
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      link.isGone(e);
      LOG.debug("other processes could not be told", e);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    KafkaProducer<byte[], byte[]> current = producer;
    if (current == null) {
      current = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
      producer = current;
    }
    return current;
  }

  private void close() {
    if (producer != null) {
      producer.close(CLOSE_PATIENCE);
    }
  }
}
