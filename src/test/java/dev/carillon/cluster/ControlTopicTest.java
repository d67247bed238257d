package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testing.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes on the control topic of a real broker that makes no topics by itself. */
class ControlTopicTest {

  private static final String TOPIC = "test.control";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static KafkaBroker broker;

  private final List<End> ends = new ArrayList<>();

  @BeforeAll
  static void start() {
    broker = KafkaBroker.create(false);
  }

  @AfterAll
  static void close() {
    broker.close();
  }

  @AfterEach
  void stop() throws Exception {
    for (End end : ends) {
      end.stop();
    }
  }

  @Test
  void whatOneTellsTheOthersHear() throws Exception {
    End one = end("one");
    End other = end("other");
    one.outbox.offer(NOON);
    other.awaits(NOON);

    List<Long> micros = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      long begin = System.nanoTime();
      one.outbox.offer(NOON.plusSeconds(i));
      other.awaits(NOON.plusSeconds(i));
      micros.add((System.nanoTime() - begin) / 1_000);
    }
    Collections.sort(micros);
    System.out.printf(
        "ControlTopicTest: heard after p50 %d us, p95 %d us, max %d us%n",
        micros.get(25), micros.get(47), micros.get(49));
    assertThat(one.heard).isEmpty();
    try (KafkaConsumer<byte[], byte[]> consumer = broker.consumer()) {
      assertThat(consumer.partitionsFor(TOPIC)).hasSize(1);
    }
  }

  @Test
  void whatIsNoMessageIsPassedOver() throws Exception {
    End one = end("one");
    End other = end("other");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            settings(broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String junk : List.of("", "{", "{\"version\": 2, \"pod\": \"a\"}")) {
        producer.send(new ProducerRecord<>(TOPIC, junk.getBytes(StandardCharsets.UTF_8))).get();
      }
      producer.send(new ProducerRecord<>(TOPIC, null)).get();
    }

    one.outbox.offer(NOON);

    other.awaits(NOON);
    assertThat(other.heard).isEmpty();
  }

  @Test
  void isHeardAgainOnceTheBrokerIsBack() throws Exception {
    End one = end("one");
    End other = end("other");
    broker.kill();
    long begin = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      one.outbox.offer(NOON);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    broker.start();

    boolean heard = false;
    for (int i = 1; i <= 120 && !heard; i++) {
      Instant due = NOON.plusSeconds(i);
      one.outbox.offer(due);
      heard = due.equals(other.heard.poll(1, TimeUnit.SECONDS));
    }
    assertThat(heard).isTrue();
  }

  @Test
  void stopsSoonWithoutABroker() throws Exception {
    End lonely = new End("lonely", "127.0.0.1:9");
    lonely.outbox.offer(NOON);
    long begin = System.nanoTime();

    lonely.stop();

    assertThat(lonely.publishing.isAlive() || lonely.listening.isAlive()).isFalse();
    System.out.printf(
        "ControlTopicTest: stopped without a broker after %d ms%n",
        (System.nanoTime() - begin) / 1_000_000);
  }

  private End end(String pod) throws InterruptedException {
    End end = new End(pod, broker.bootstrapServers());
    ends.add(end);
    // Told when the topic is heard.
    assertThat(end.heard.poll(60, TimeUnit.SECONDS)).isEqualTo(Instant.MIN);
    return end;
  }

  private static Map<String, Object> settings(String servers) {
    return Map.of("bootstrap.servers", servers);
  }

  /** What a process has of it. */
  private static final class End {

    private final Outbox outbox = new Outbox();
    private final BlockingQueue<Instant> heard = new LinkedBlockingQueue<>();
    private final Listener listener;
    private final Thread publishing;
    private final Thread listening;

    private End(String pod, String servers) {
      listener = new Listener(settings(servers), TOPIC, pod, heard::add);
      publishing = new Thread(new Publisher(settings(servers), TOPIC, pod, outbox));
      listening = new Thread(listener);
      publishing.start();
      listening.start();
    }

    private void awaits(Instant due) throws InterruptedException {
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(due);
    }

    private void stop() throws InterruptedException {
      outbox.close();
      listener.stop();
      publishing.join(400);
      publishing.interrupt();
      listening.join(400);
      listening.interrupt();
      publishing.join(10_000);
      listening.join(10_000);
    }
  }
}
