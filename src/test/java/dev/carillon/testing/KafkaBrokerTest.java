package dev.carillon.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaBrokerTest {

  private KafkaBroker broker;

  @BeforeAll
  void start() {
    broker = KafkaBroker.create();
  }

  @AfterAll
  void close() {
    broker.close();
  }

  @Test
  void keepsAcknowledgedRecordsOverAKill() throws Exception {
    broker.createTopic("survivors", 3);
    send("survivors", "before");

    broker.kill();
    broker.start();
    send("survivors", "after");

    assertThat(values("survivors")).containsExactlyInAnyOrder("before", "after");
  }

  @Test
  void makesATopicOnFirstUse() throws Exception {
    send("first-use", "hello");
    assertThat(values("first-use")).containsExactly("hello");
  }

  private void send(String topic, String value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get(30, TimeUnit.SECONDS);
    }
  }

  private List<String> values(String topic) {
    return broker.records(topic).stream().map(record -> new String(record.value(), UTF_8)).toList();
  }
}
