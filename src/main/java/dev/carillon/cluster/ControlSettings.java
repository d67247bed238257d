package dev.carillon.cluster;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** Settings of the clients of the control topic: those of the operator, and ours over them. */
final class ControlSettings {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final long WEEK_MILLIS = 7L * 24 * 3600 * 1000;

  private ControlSettings() {}

  /** True if the operator has named a broker; an empty setting is none. */
  static boolean nameBroker(Map<String, Object> configured) {
    return isSet(configured.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  /** Of a producer that sends at once and soon gives up. */
  static Map<String, Object> producer(Map<String, Object> configured) {
    Map<String, Object> settings = common(configured);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000L);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1024L * 1024);
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, WEEK_MILLIS);
    return settings;
  }

  /** Of a consumer that belongs to no group and begins at the end. */
  static Map<String, Object> consumer(Map<String, Object> configured) {
    Map<String, Object> settings = common(configured);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return settings;
  }

  /** Of the client that makes the topic. */
  static Map<String, Object> admin(Map<String, Object> configured) {
    Map<String, Object> settings = common(configured);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return settings;
  }

  private static Map<String, Object> common(Map<String, Object> configured) {
    Map<String, Object> settings = new HashMap<>();
    configured.forEach(
        (key, value) -> {
          if (isSet(value)) {
            settings.put(key, value);
          }
        });
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.remove(CommonClientConfigs.GROUP_ID_CONFIG);
    settings.remove(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "carillon-control");
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, (long) PATIENCE_MILLIS);
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }

  private static boolean isSet(@Nullable Object value) {
    return value != null && !value.toString().isBlank();
  }
}
