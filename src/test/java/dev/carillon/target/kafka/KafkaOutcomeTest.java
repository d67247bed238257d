package dev.carillon.target.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Accepted;
import dev.carillon.target.Delivery.Rejected;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaOutcomeTest {

  @Test
  void tellsWhereTheRecordWent() {
    RecordMetadata acknowledged = new RecordMetadata(new TopicPartition("t", 2), 40, 1, 0, 0, 0);

    assertThat(KafkaOutcome.of(acknowledged)).isEqualTo(new Accepted(null, "t-2@41"));
  }

  static Stream<Arguments> errors() {
    // error; may a retry help; is the topic looked up again; is the producer replaced
    return Stream.of(
        arguments(new TimeoutException("30000 ms has passed"), true, true, false),
        arguments(new BufferExhaustedException("full"), true, true, false),
        arguments(new NotLeaderOrFollowerException("moved"), true, true, false),
        arguments(new UnknownTopicOrPartitionException("gone"), true, true, false),
        arguments(new NotEnoughReplicasException("1 of 2"), true, false, false),
        arguments(new RecordTooLargeException("too large"), false, false, false),
        arguments(new SerializationException("what is this"), false, false, false),
        arguments(new PolicyViolationException("no"), false, false, false),
        arguments(new InvalidTopicException("a b"), false, true, false),
        arguments(new TopicAuthorizationException("t"), false, true, false),
        arguments(new ClusterAuthorizationException("no"), false, false, true),
        arguments(new SaslAuthenticationException("who are you"), true, false, true),
        arguments(new ProducerFencedException("newer"), true, false, true),
        arguments(new OutOfOrderSequenceException("5 after 3"), true, false, true),
        arguments(new InterruptException("stopping"), true, false, true),
        arguments(new IllegalStateException("closed"), true, false, true),
        arguments(new KafkaException("in an error state"), true, false, true));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void knowsWhatAnErrorMeans(
      Exception error, boolean retryable, boolean concernsTopic, boolean breaksProducer) {
    try {
      assertThat(KafkaOutcome.of("t", error))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.retryable()).isEqualTo(retryable);
                assertThat(rejected.error()).contains(kindOf(error));
              });
      assertThat(KafkaOutcome.concernsTopic(error)).isEqualTo(concernsTopic);
      assertThat(KafkaOutcome.breaksProducer(error)).isEqualTo(breaksProducer);
    } finally {
      // InterruptException interrupts the thread that makes it.
      Thread.interrupted();
    }
  }

  private static String kindOf(Exception error) {
    // One error has words of its own.
    return error instanceof UnknownTopicOrPartitionException
        ? "no topic 't'"
        : error.getClass().getSimpleName();
  }

  @Test
  void saysThatATopicIsUnknown() {
    Delivery expected = Rejected.retryable("Kafka knows no topic 't'");

    assertThat(
            KafkaOutcome.of(
                "t",
                new TimeoutException(
                    "Topic t not present in metadata after 5000 ms.",
                    new UnknownTopicOrPartitionException())))
        .isEqualTo(expected);
    assertThat(KafkaOutcome.of("t", new UnknownTopicOrPartitionException())).isEqualTo(expected);
  }

  @Test
  void doesNotQuoteSettings() {
    assertThat(
            KafkaOutcome.of(
                "t", new ConfigException("sasl.jaas.config", "password=\"hunter2\"", "is odd")))
        .isEqualTo(Rejected.retryable("Kafka producer: ConfigException"));
  }

  @Test
  void keepsErrorsShort() {
    assertThat(KafkaOutcome.of("t", new RecordTooLargeException("x".repeat(5000))))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.error()).hasSizeLessThan(300));
  }
}
