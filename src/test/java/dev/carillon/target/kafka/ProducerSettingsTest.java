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

  @Test
  void areLegalForTheClient() {
    Map<String, Object> settings = ProducerSettings.of(Map.of("bootstrap.servers", "a:9092"));
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);

    ProducerConfig config = new ProducerConfig(settings);

    assertThat(config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG))
        .isLessThan(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
  }

  @Test
  void tellIfABrokerIsNamed() {
    assertThat(ProducerSettings.nameBroker(Map.of("bootstrap.servers", "a:9092"))).isTrue();
    assertThat(ProducerSettings.nameBroker(Map.of("bootstrap.servers", ""))).isFalse();
    assertThat(ProducerSettings.nameBroker(Map.of())).isFalse();
  }
}
