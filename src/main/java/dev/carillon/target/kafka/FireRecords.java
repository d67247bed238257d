package dev.carillon.target.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carillon.target.FireMessage;
import dev.carillon.target.KafkaTarget;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Makes the record of a fire: a CloudEvent in the binary mode of the Kafka protocol binding. */
final class FireRecords {

  private static final String CONTENT_TYPE = "content-type";

  private FireRecords() {}

  static ProducerRecord<byte[], byte[]> of(FireMessage fire, KafkaTarget target) {
    byte[] key = target.key() == null ? null : target.key().getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(target.topic(), target.partition(), key, target.content());
    Headers headers = record.headers();
    fire.cloudEventAttributes()
        .forEach((name, value) -> headers.add("ce_" + name, value.getBytes(UTF_8)));
    String contentType = target.contentType();
    if (contentType != null && !namesContentType(target.headers())) {
      headers.add(CONTENT_TYPE, contentType.getBytes(UTF_8));
    }
    target.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
    return record;
  }

  private static boolean namesContentType(Map<String, String> headers) {
    return headers.keySet().stream().anyMatch(CONTENT_TYPE::equalsIgnoreCase);
  }
}
