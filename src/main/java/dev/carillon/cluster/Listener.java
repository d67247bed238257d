package dev.carillon.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hears what other processes tell, on a thread of its own. Nothing that goes wrong ends it. */
final class Listener implements Runnable {

  private static final Logger LOG = Logger.getLogger(Listener.class);
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ofMillis(300));
  private static final int SHORTEST_REST_MILLIS = 500;
  private static final int LONGEST_REST_MILLIS = 10_000;

  private final Map<String, Object> configured;
  private final String topic;
  private final String pod;
  private final Consumer<Instant> heard;
  private final Link link = new Link("changes in other processes are heard");
  private int rest = SHORTEST_REST_MILLIS;
  private boolean understood = true;
  private volatile boolean stopping;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> current;

  /**
   * @param heard told of what has become due elsewhere, {@link Instant#MIN} = at once
   */
  Listener(Map<String, Object> configured, String topic, String pod, Consumer<Instant> heard) {
    this.configured = configured;
    this.topic = topic;
    this.pod = pod;
    this.heard = heard;
  }

  /** Listens until stopped or interrupted. */
  @Override
  public void run() {
    try {
      while (!stopping) {
        try {
          ControlTopic.make(configured, topic);
          listen();
        } catch (InterruptException e) {
          return;
        } catch (RuntimeException | Error e) {
          if (!stopping) {
            link.isGone(e);
            LOG.debug("the control topic is not heard", e);
            TimeUnit.MILLISECONDS.sleep(rest);
            rest = Math.min(LONGEST_REST_MILLIS, rest * 2);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop() {
    stopping = true;
    KafkaConsumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  private void listen() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            ControlSettings.consumer(configured),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    current = consumer;
    try {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(partition -> consumer.position(partition, PATIENCE));
      rest = SHORTEST_REST_MILLIS;
      if (link.isBack()) {
        // Nobody knows what was told meanwhile.
        heard.accept(Instant.MIN);
      }
      while (!stopping) {
        hear(consumer, partitions);
      }
    } finally {
      current = null;
      consumer.close(AT_ONCE);
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, PATIENCE).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException(topic);
    }
    return partitions;
  }

  private void hear(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(SILENCE);
    if (records.isEmpty() && !stopping) {
      // Silence, or nobody there: the client does not say which unless it is asked.
      consumer.endOffsets(partitions, PATIENCE);
    }
    for (ConsumerRecord<byte[], byte[]> record : records) {
      hear(record.value());
    }
  }

  private void hear(byte @Nullable [] bytes) {
    try {
      ControlMessage message = ControlMessage.read(bytes);
      understood = true;
      if (!message.pod().equals(pod)) {
        heard.accept(message.due());
      }
    } catch (IllegalArgumentException e) {
      if (understood) {
        LOG.warnf(
            "topic %s has a message that is not ours, or of another version: %s",
            topic, e.getMessage());
      }
      understood = false;
    }
  }
}
