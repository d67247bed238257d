package dev.carillon.target.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {

  @Test
  void keepsWhatTheOperatorSetButNotWhatWeRelyOn() {
    Map<String, Object> settings =
        ProducerSettings.of(
            Map.of(
                "bootstrap.servers", "a:9092",
                "compression.type", "lz4",
                "client.id", "mine",
                "acks", "1",
                "enable.idempotence", "false",
                "max.block.ms", "600000",
                "transactional.id", "tx",
                "group.id", "carillon",
                "sasl.mechanism", " "));

    assertThat(settings)
        .containsEntry("bootstrap.servers", "a:9092")
        .containsEntry("compression.type", "lz4")
        .containsEntry("client.id", "mine")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("max.block.ms", 5000L)
        .doesNotContainKeys("transactional.id", "group.id", "sasl.mechanism");
  }

  /** What the figures of the benchmark and the promise of an order are made with. */
  @Test
  void areSmallBatchesAtOnceThatAllReplicasConfirm() {
    ProducerConfig config = client();

    assertThat(config.getLong(ProducerConfig.LINGER_MS_CONFIG)).isEqualTo(1);
    assertThat(config.getInt(ProducerConfig.BATCH_SIZE_CONFIG)).isEqualTo(131_072);
    assertThat(config.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG)).isEqualTo("none");
    assertThat(config.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
    assertThat(config.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
    assertThat(config.getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION)).isEqualTo(5);
    assertThat(config.getInt(ProducerConfig.RETRIES_CONFIG)).isEqualTo(Integer.MAX_VALUE);
    assertThat(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)).isEqualTo(30_000);
    assertThat(config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG)).isEqualTo(5_000);
  }

  @Test
  void areLegalForTheClient() {
    ProducerConfig config = client();

    assertThat(config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG))
        .isLessThan(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
  }

  private static ProducerConfig client() {
    Map<String, Object> settings = ProducerSettings.of(Map.of("bootstrap.servers", "a:9092"));
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    return new ProducerConfig(settings);
  }

  @Test
  void tellIfABrokerIsNamed() {
    assertThat(ProducerSettings.nameBroker(Map.of("bootstrap.servers", "a:9092"))).isTrue();
    assertThat(ProducerSettings.nameBroker(Map.of("bootstrap.servers", ""))).isFalse();
    assertThat(ProducerSettings.nameBroker(Map.of())).isFalse();
  }
}
