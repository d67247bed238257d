package dev.carillon.target.kafka;

import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Accepted;
import dev.carillon.target.Delivery.Rejected;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What an acknowledgement, or the lack of one, means for the fire and for the producer. */
final class KafkaOutcome {

  private static final int MAX_MESSAGE = 200;

  private KafkaOutcome() {}

  /** The broker's acknowledgement; the answer is where the record went: topic-partition@offset. */
  static Delivery of(RecordMetadata acknowledged) {
    return new Accepted(null, acknowledged.toString());
  }

  /** What a failure of the producer means for the fire that met it. */
  static Delivery of(String topic, Throwable error) {
    if (isUnknownTopic(error)) {
      return Rejected.retryable("Kafka knows no topic '" + topic + "'");
    }
    boolean retryable =
        error instanceof RetriableException
            || (breaksProducer(error) && !(error instanceof ClusterAuthorizationException));
    return new Rejected(retryable, text(error), null, null, null);
  }

  /** True if the topic has to be looked up before its next record. */
  static boolean concernsTopic(Throwable error) {
    return error instanceof TimeoutException
        || error instanceof InvalidMetadataException
        || error instanceof InvalidTopicException
        || error instanceof TopicAuthorizationException;
  }

  /** True if the producer that met the error will not send again. */
  static boolean breaksProducer(Throwable error) {
    return error instanceof AuthenticationException
        || error instanceof ClusterAuthorizationException
        || error instanceof ProducerFencedException
        || error instanceof InvalidProducerEpochException
        || error instanceof InvalidPidMappingException
        || error instanceof OutOfOrderSequenceException
        // What comes from the client itself and not from a broker: its state is at fault.
        || !(error instanceof ApiException || error instanceof SerializationException);
  }

  private static boolean isUnknownTopic(Throwable error) {
    return error instanceof UnknownTopicOrPartitionException
        || (error instanceof TimeoutException
            && error.getCause() instanceof UnknownTopicOrPartitionException);
  }

  private static String text(Throwable error) {
    String kind = error.getClass().getSimpleName();
    if (!(error instanceof ApiException) || error.getMessage() == null) {
      // The client quotes its settings when it finds fault with them, and some are secrets.
      return "Kafka producer: " + kind;
    }
    String message = error.getMessage();
    return "Kafka: %s: %s"
        .formatted(
            kind,
            message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message);
  }
}
