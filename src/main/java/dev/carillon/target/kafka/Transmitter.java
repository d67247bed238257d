package dev.carillon.target.kafka;

import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Rejected;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Hands records to the producer, on one thread and in order, once their topics are known. */
final class Transmitter {

  /** For the records that a producer with a fault may still get acknowledged. */
  private static final Duration DISCARD_PATIENCE = Duration.ofSeconds(5);

  private final ProducerSlot slot;
  private final Executor workers;
  private final TopicGate gate;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread sending = new Thread(task, "carillon-kafka-sender");
            sending.setDaemon(true);
            return sending;
          });

  Transmitter(ProducerSlot slot, Executor workers) {
    this.slot = slot;
    this.workers = workers;
    this.gate = new TopicGate(this::partitions, workers);
  }

  /** Completes with the acknowledgement or what kept it away, on a thread of the producer. */
  CompletableFuture<Delivery> transmit(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Delivery> result = new CompletableFuture<>();
    enter(record, result);
    return result;
  }

  void close(Duration patience) {
    thread.shutdown();
    slot.close(patience);
  }

  private void enter(ProducerRecord<byte[], byte[]> record, CompletableFuture<Delivery> result) {
    gate.enter(
        record.topic(),
        new TopicGate.Visitor() {
          @Override
          public void pass() {
            try {
              thread.execute(() -> hand(record, result));
            } catch (RuntimeException e) {
              turnBack(e);
            }
          }

          @Override
          public void turnBack(Throwable reason) {
            result.complete(KafkaOutcome.of(record.topic(), reason));
          }
        });
  }

  private void hand(ProducerRecord<byte[], byte[]> record, CompletableFuture<Delivery> result) {
    if (result.isDone()) {
      // Given up while it waited: sending it now would only make a duplicate.
      return;
    }
    String topic = record.topic();
    int partitions = gate.partitions(topic);
    if (partitions == 0) {
      // A record before this one found the topic gone. To send would block the thread for it.
      enter(record, result);
      return;
    }
    if (record.partition() != null && record.partition() >= partitions) {
      // Neither may the producer wait for a partition that will not come.
      gate.forget(topic);
      result.complete(
          Rejected.retryable(
              "topic '%s' has no partition %d, only %d of them"
                  .formatted(topic, record.partition(), partitions)));
      return;
    }
    send(record, result);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of everything.
  private void send(ProducerRecord<byte[], byte[]> record, CompletableFuture<Delivery> result) {
    String topic = record.topic();
    Producer<byte[], byte[]> producer;
    try {
      producer = slot.get();
    } catch (RuntimeException e) {
      result.complete(KafkaOutcome.of(topic, e));
      return;
    }
    try {
      producer.send(
          record,
          (metadata, error) -> {
            if (error == null) {
              result.complete(KafkaOutcome.of(metadata));
            } else {
              failed(producer, topic, error);
              result.complete(KafkaOutcome.of(topic, error));
            }
          });
    } catch (RuntimeException e) {
      failed(producer, topic, e);
      result.complete(KafkaOutcome.of(topic, e));
    }
  }

  private void failed(Producer<byte[], byte[]> producer, String topic, Throwable error) {
    if (KafkaOutcome.concernsTopic(error)) {
      gate.forget(topic);
    }
    if (KafkaOutcome.breaksProducer(error) && slot.discard(producer)) {
      // The topics are looked up again so that the next producer is made on a worker too.
      gate.forgetAll();
      try {
        workers.execute(() -> producer.close(DISCARD_PATIENCE));
      } catch (RejectedExecutionException e) {
        producer.close(Duration.ZERO);
      }
    }
  }

  private int partitions(String topic) {
    Producer<byte[], byte[]> producer = slot.get();
    try {
      int partitions = producer.partitionsFor(topic).size();
      if (partitions == 0) {
        throw new UnknownTopicOrPartitionException("no partitions");
      }
      return partitions;
    } catch (RuntimeException e) {
      failed(producer, topic, e);
      throw e;
    }
  }
}
