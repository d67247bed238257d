package dev.carillon.target.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Accepted;
import dev.carillon.target.Delivery.Rejected;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransmitterTest {

  /** A producer whose look-up of topic "slow" takes until it is told otherwise. */
  private static final class FakeProducer extends MockProducer<byte[], byte[]> {
    private final CountDownLatch slowTopic = new CountDownLatch(1);
    private volatile String absentTopic = "";

    FakeProducer(boolean acknowledges) {
      super(cluster(), acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
      if (topic.equals("slow")) {
        try {
          slowTopic.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      if (topic.equals(absentTopic)) {
        throw new TimeoutException("absent");
      }
      return super.partitionsFor(topic);
    }

    private static Cluster cluster() {
      Node node = new Node(1, "localhost", 9092);
      Node[] nodes = {node};
      List<PartitionInfo> partitions =
          List.of(
              new PartitionInfo("t", 0, node, nodes, nodes),
              new PartitionInfo("slow", 0, node, nodes, nodes),
              new PartitionInfo("absent", 0, node, nodes, nodes));
      return new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
    }
  }

  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final FakeProducer first = new FakeProducer(true);
  private final FakeProducer second = new FakeProducer(true);
  private final Iterator<FakeProducer> producers = List.of(first, second).iterator();
  private final Transmitter transmitter =
      new Transmitter(new ProducerSlot(this::nextProducer), workers);

  private Producer<byte[], byte[]> nextProducer() {
    return producers.next();
  }

  @AfterEach
  void close() {
    first.slowTopic.countDown();
    transmitter.close(Duration.ZERO);
    workers.shutdownNow();
  }

  @Test
  void handsOverInTheOrderInWhichItWasAsked() {
    List<CompletableFuture<Delivery>> results =
        IntStream.range(0, 1000).mapToObj(i -> transmitter.transmit(record("t", i))).toList();

    results.forEach(TransmitterTest::join);

    assertThat(first.history())
        .extracting(record -> (int) record.value()[0] * 256 + (record.value()[1] & 0xff))
        .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void sendsToATopicWhileAnotherIsStillLookedUp() {
    CompletableFuture<Delivery> slow = transmitter.transmit(record("slow", 1));

    assertThat(join(transmitter.transmit(record("t", 2)))).isInstanceOf(Accepted.class);
    assertThat(slow).isNotDone();

    first.slowTopic.countDown();
    assertThat(join(slow)).isInstanceOf(Accepted.class);
  }

  @Test
  void sendsNothingThatWasGivenUpWhileItWaited() {
    CompletableFuture<Delivery> givenUp = transmitter.transmit(record("slow", 1));
    CompletableFuture<Delivery> next = transmitter.transmit(record("slow", 2));
    givenUp.complete(Rejected.retryable("too late"));

    first.slowTopic.countDown();

    assertThat(join(next)).isInstanceOf(Accepted.class);
    assertThat(first.history()).hasSize(1);
  }

  @Test
  void neverHandsTheProducerARecordForAPartitionThatIsNot() {
    assertThat(join(transmitter.transmit(new ProducerRecord<>("t", 7, null, null))))
        .isEqualTo(Rejected.retryable("topic 't' has no partition 7, only 1 of them"));

    assertThat(first.history()).isEmpty();
  }

  @Test
  void looksATopicUpAgainOnceASendHasMissedIt() {
    join(transmitter.transmit(record("absent", 1)));
    first.sendException = new TimeoutException("not present in metadata");
    assertThat(join(transmitter.transmit(record("absent", 2)))).isInstanceOf(Rejected.class);
    first.absentTopic = "absent";
    first.sendException = null;

    assertThat(join(transmitter.transmit(record("absent", 3)))).isInstanceOf(Rejected.class);

    assertThat(first.history()).hasSize(1);
  }

  @Test
  void goesOnWithTheSameProducerAfterARecordThatIsAtFault() {
    first.sendException = new RecordTooLargeException("large");
    assertThat(join(transmitter.transmit(record("t", 1)))).isInstanceOf(Rejected.class);
    first.sendException = null;

    join(transmitter.transmit(record("t", 2)));

    assertThat(first.history()).hasSize(1);
    assertThat(producers.hasNext()).isTrue();
  }

  @Test
  void makesANewProducerAfterOneThatBroke() {
    first.sendException = new OutOfOrderSequenceException("5 after 3");
    assertThat(join(transmitter.transmit(record("t", 1)))).isInstanceOf(Rejected.class);

    assertThat(join(transmitter.transmit(record("t", 2)))).isInstanceOf(Accepted.class);

    assertThat(second.history()).hasSize(1);
    await().untilAsserted(() -> assertThat(first.closed()).isTrue());
  }

  @Test
  void rejectsWhenNoProducerCanBeMade() {
    Transmitter broken =
        new Transmitter(
            new ProducerSlot(
                () -> {
                  throw new IllegalStateException("no such broker");
                }),
            workers);

    assertThat(join(broken.transmit(record("t", 1))))
        .isEqualTo(Rejected.retryable("Kafka producer: IllegalStateException"));
  }

  @Test
  void rejectsOnceItIsClosed() {
    join(transmitter.transmit(record("t", 1)));
    transmitter.close(Duration.ZERO);

    assertThat(join(transmitter.transmit(record("t", 2))))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.retryable()).isTrue());
    assertThat(join(transmitter.transmit(record("never-seen", 3)))).isInstanceOf(Rejected.class);
    assertThat(first.closed()).isTrue();
    assertThat(producers.hasNext()).isTrue();
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int number) {
    return new ProducerRecord<>(topic, new byte[] {(byte) (number / 256), (byte) number});
  }

  private static Delivery join(CompletableFuture<Delivery> result) {
    return result.orTimeout(60, TimeUnit.SECONDS).join();
  }
}
