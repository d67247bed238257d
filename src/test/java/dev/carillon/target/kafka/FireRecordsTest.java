package dev.carillon.target.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.carillon.target.FireMessage;
import dev.carillon.target.KafkaTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FireRecordsTest {

  private static final FireMessage FIRE =
      new FireMessage("fire-1", "acme", "nightly", Instant.parse("2026-03-29T01:30:00Z"), 2);

  @Test
  void makesACloudEventInBinaryMode() {
    ProducerRecord<byte[], byte[]> record =
        FireRecords.of(
            FIRE,
            new KafkaTarget("t", "ключ", TextNode.valueOf("hi"), null, Map.of("own", "ü"), 4));

    assertThat(record.topic()).isEqualTo("t");
    assertThat(record.partition()).isEqualTo(4);
    assertThat(record.key()).isEqualTo("ключ".getBytes(UTF_8));
    assertThat(record.value()).asString().isEqualTo("hi");
    assertThat(headers(record))
        .containsExactlyInAnyOrder(
            "ce_specversion=1.0",
            "ce_id=fire-1",
            "ce_type=dev.carillon.fire.v1",
            "ce_source=/namespaces/acme/jobs/nightly",
            "ce_time=2026-03-29T01:30:00Z",
            "ce_attempt=2",
            "content-type=text/plain; charset=utf-8",
            "own=ü");
  }

  @Test
  void leavesTheContentTypeToTheCaller() {
    KafkaTarget avro =
        new KafkaTarget("t", null, null, "AAEC", Map.of("Content-Type", "avro/binary"), null);

    assertThat(headers(FireRecords.of(FIRE, avro)))
        .contains("Content-Type=avro/binary")
        .noneMatch(header -> header.startsWith("content-type"));
  }

  @Test
  void makesATombstone() {
    ProducerRecord<byte[], byte[]> record =
        FireRecords.of(FIRE, new KafkaTarget("t", null, null, null, Map.of(), null));

    assertThat(record.key()).isNull();
    assertThat(record.value()).isNull();
    assertThat(record.partition()).isNull();
    assertThat(headers(record)).noneMatch(header -> header.startsWith("content-type"));
  }

  private static List<String> headers(ProducerRecord<byte[], byte[]> record) {
    List<String> headers = new ArrayList<>();
    record.headers().forEach(h -> headers.add(h.key() + "=" + new String(h.value(), UTF_8)));
    return headers;
  }
}
