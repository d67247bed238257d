package dev.carillon.target.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Accepted;
import dev.carillon.target.Delivery.Rejected;
import dev.carillon.target.FireMessage;
import dev.carillon.target.KafkaTarget;
import dev.carillon.testing.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Against a real broker, which makes no topic by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSenderTest {

  private static final Instant TIME = Instant.parse("2026-03-29T01:30:00.000001Z");

  private final ManagedExecutor workers = ManagedExecutor.builder().build();
  private KafkaBroker broker;
  private KafkaSender sender;

  @BeforeAll
  void start() {
    broker = KafkaBroker.create(false);
    sender = new KafkaSender(settings(), workers);
  }

  @AfterAll
  void stop() {
    sender.close();
    workers.shutdownNow();
    broker.close();
  }

  @Test
  void isAcceptedOnceTheBrokerHasTheRecord() {
    broker.createTopic("orders", 3);

    Delivery delivery =
        join(
            send(
                "fire-1",
                new KafkaTarget(
                    "orders",
                    "key",
                    JsonNodeFactory.instance.objectNode().put("n", 1),
                    null,
                    Map.of("own", "header"),
                    2)));

    assertThat(delivery).isEqualTo(new Accepted(null, "orders-2@0"));
    ConsumerRecord<byte[], byte[]> record = broker.records("orders").get(0);
    assertThat(record.key()).asString().isEqualTo("key");
    assertThat(record.value()).asString().isEqualTo("{\"n\":1}");
    assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(record, "ce_id")).isEqualTo("fire-1");
    assertThat(header(record, "ce_source")).isEqualTo("/namespaces/acme/jobs/nightly");
    assertThat(header(record, "ce_type")).isEqualTo("dev.carillon.fire.v1");
    assertThat(header(record, "ce_time")).isEqualTo("2026-03-29T01:30:00.000001Z");
    assertThat(header(record, "ce_attempt")).isEqualTo("1");
    assertThat(header(record, "content-type")).isEqualTo("application/json");
    assertThat(header(record, "own")).isEqualTo("header");
  }

  @Test
  void sendsTombstones() {
    broker.createTopic("compacted", 1);

    join(send("fire-1", new KafkaTarget("compacted", "gone", null, null, Map.of(), null)));

    assertThat(broker.records("compacted"))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isNull());
  }

  @Test
  void keepsTheOrderOfFires() {
    broker.createTopic("ordered", 1);

    List<CompletableFuture<Delivery>> sent =
        IntStream.range(0, 500)
            .mapToObj(i -> send("fire-" + i, target("ordered", TextNode.valueOf("" + i))))
            .toList();

    assertThat(sent).allSatisfy(s -> assertThat(join(s)).isInstanceOf(Accepted.class));
    assertThat(broker.records("ordered"))
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "" + i).toList());
  }

  @Test
  void rejectsAnUnknownTopicAndGoesOnWithAnother() {
    broker.createTopic("known", 1);

    CompletableFuture<Delivery> unknown = send("fire-1", target("no-such-topic", null));
    CompletableFuture<Delivery> known = send("fire-2", target("known", null));

    assertThat(join(known)).isInstanceOf(Accepted.class);
    assertThat(join(unknown)).isEqualTo(Rejected.retryable("Kafka knows no topic 'no-such-topic'"));
  }

  @Test
  void findsATopicThatIsMadeLater() {
    join(send("fire-1", target("made-later", null)));
    broker.createTopic("made-later", 1);

    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(join(send("fire-1", target("made-later", null))))
                    .isInstanceOf(Accepted.class));
  }

  @Test
  void rejectsForGoodWhatIsTooLarge() {
    broker.createTopic("small", 1);
    KafkaSender strict =
        new KafkaSender(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", "1000"),
            workers);
    try {
      Delivery delivery =
          join(
              strict
                  .send(fire("fire-1"), target("small", TextNode.valueOf("x".repeat(2000))))
                  .toCompletableFuture());

      assertThat(delivery)
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.retryable()).isFalse();
                assertThat(rejected.error()).contains("RecordTooLargeException");
              });
    } finally {
      strict.close();
    }
  }

  @Test
  void losesNothingItAcceptedWhenTheBrokerIsKilled() {
    KafkaBroker mortal = KafkaBroker.create(false);
    mortal.createTopic("t", 1);
    KafkaSender surviving =
        new KafkaSender(Map.of("bootstrap.servers", mortal.bootstrapServers()), workers);
    try {
      assertThat(join(surviving.send(fire("before"), target("t", null)).toCompletableFuture()))
          .isInstanceOf(Accepted.class);

      mortal.kill();
      CompletableFuture<Delivery> during =
          surviving.send(fire("during"), target("t", null)).toCompletableFuture();
      mortal.start();

      // The client's own retries reach the new broker, unless that took longer than they last.
      Delivery delivered = join(during);
      if (delivered instanceof Rejected rejected) {
        assertThat(rejected.retryable()).isTrue();
      }
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () ->
                  assertThat(
                          join(
                              surviving
                                  .send(fire("after"), target("t", null))
                                  .toCompletableFuture()))
                      .isInstanceOf(Accepted.class));

      List<String> ids = mortal.records("t").stream().map(r -> header(r, "ce_id")).toList();
      assertThat(ids).startsWith("before").endsWith("after");
      assertThat(ids.stream().filter("during"::equals).count())
          .isLessThanOrEqualTo(1)
          .isGreaterThanOrEqualTo(delivered instanceof Accepted ? 1 : 0);
    } finally {
      surviving.close();
      mortal.close();
    }
  }

  private Map<String, Object> settings() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private CompletableFuture<Delivery> send(String fireId, KafkaTarget target) {
    return sender.send(fire(fireId), target).toCompletableFuture();
  }

  private static FireMessage fire(String fireId) {
    return new FireMessage(fireId, "acme", "nightly", TIME, 1);
  }

  private static KafkaTarget target(String topic, @Nullable JsonNode value) {
    return new KafkaTarget(topic, null, value, null, Map.of(), null);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static Delivery join(CompletableFuture<Delivery> delivery) {
    return delivery.orTimeout(120, TimeUnit.SECONDS).join();
  }
}
