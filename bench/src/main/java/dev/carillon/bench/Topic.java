package dev.carillon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic that fires are delivered to. Records carry the time at which the broker got them. */
record Topic(Admin admin, String bootstrapServers, String name, List<TopicPartition> partitions) {

  static Topic create(Admin admin, String bootstrapServers, String name, int partitions) {
    get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
    return new Topic(
        admin,
        bootstrapServers,
        name,
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(name, i)).toList());
  }

  /** How many records it holds. */
  long count() {
    return ends().values().stream().mapToLong(Long::longValue).sum();
  }

  /** The end of each partition. */
  Map<TopicPartition, Long> ends() {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return get(admin.listOffsets(latest).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  /** All records from these offsets to the present end. */
  List<Delivery> deliveries(Map<TopicPartition, Long> from) {
    Map<TopicPartition, Long> ends = ends();
    List<Delivery> deliveries = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(partitions);
      from.forEach(consumer::seek);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          deliveries.add(
              new Delivery(
                  header(record, "ce_id"),
                  Micros.of(Instant.parse(header(record, "ce_time"))),
                  record.timestamp() * Micros.MILLI));
        }
      }
    }
    return deliveries;
  }

  /**
   * A fire as it arrived.
   *
   * @param dueMicros its scheduled time
   * @param arrivedMicros when the broker got it, in whole milliseconds
   */
  record Delivery(String fireId, long dueMicros, long arrivedMicros) {

    long lateMicros() {
      return arrivedMicros - dueMicros;
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      throw new IllegalStateException("A record without " + name);
    }
    return new String(header.value(), UTF_8);
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The broker does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
