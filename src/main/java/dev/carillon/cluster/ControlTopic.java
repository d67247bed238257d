package dev.carillon.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jboss.logging.Logger;

/** The topic on which the processes wake each other: one partition, kept for a minute. */
final class ControlTopic {

  private static final Logger LOG = Logger.getLogger(ControlTopic.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofMillis(300);
  private static final int PATIENCE_SECONDS = 5;

  private ControlTopic() {}

  /** Makes the topic unless it is there. Where that is not allowed, an operator has to make it. */
  static void make(Map<String, Object> configured, String name) throws InterruptedException {
    Admin admin = Admin.create(ControlSettings.admin(configured));
    try {
      NewTopic topic =
          new NewTopic(name, Optional.of(1), Optional.empty())
              .configs(
                  Map.of(
                      TopicConfig.RETENTION_MS_CONFIG, "60000",
                      TopicConfig.SEGMENT_MS_CONFIG, "60000"));
      admin.createTopics(List.of(topic)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      LOG.infof("topic %s was made", name);
    } catch (ExecutionException | TimeoutException e) {
      // Mostly because it exists.
      LOG.debugf(e, "topic %s was not made", name);
    } finally {
      admin.close(CLOSE_PATIENCE);
    }
  }
}
