package dev.carillon.target.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** The settings of the producer: those of the operator, and over them those we rely on. */
final class ProducerSettings {

  /** After this time the client itself gives up on a record it has taken. */
  static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

  /** How long {@code send} and {@code partitionsFor} may block. */
  static final Duration MAX_BLOCK = Duration.ofSeconds(5);

  private static final int BATCH_BYTES = 128 * 1024;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /**
   * As long as the client remembers a topic it does not use: {@code send} blocks to look it up
   * again once it has forgotten it.
   */
  private static final Duration TOPIC_IDLE = Duration.ofDays(7);

  private ProducerSettings() {}

  /** True if the operator has named a broker; an empty setting is none. */
  static boolean nameBroker(Map<String, Object> configured) {
    return isSet(configured.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
  }

  /**
   * What the producer is made with.
   *
   * @param configured keys of the Kafka client without the prefix {@code kafka.}
   */
  static Map<String, Object> of(Map<String, Object> configured) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "carillon");
    // Under load batches fill by themselves while five of them are on their way. They are not
    // compressed: fires are small, and the native binary has no library for the cheap ways.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 1L);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    configured.forEach(
        (key, value) -> {
          if (isSet(value)) {
            settings.put(key, value);
          }
        });
    // A transactional producer would hide records until a commit that nobody makes. The group is
    // the application's name, which Quarkus adds for consumers.
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.remove(CommonClientConfigs.GROUP_ID_CONFIG);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY_TIMEOUT));
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST_TIMEOUT));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, TOPIC_IDLE.toMillis());
    settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }

  private static boolean isSet(@Nullable Object value) {
    return value != null && !value.toString().isBlank();
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
