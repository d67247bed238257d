package dev.carillon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, one node) in its own process.
 *
 * <p>Port and records outlive {@link #kill()} and {@link #start()}. The timestamp of a record is
 * the instant at which the broker got it, in milliseconds.
 */
public final class KafkaBroker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qk";

  private final int port;
  private final Path home;
  private @Nullable ChildProcess process;

  private KafkaBroker(int port, Path home) {
    this.port = port;
    this.home = home;
  }

  /** Starts an empty broker that makes a topic when it is first used. */
  public static KafkaBroker create() {
    return create(true);
  }

  /**
   * Starts an empty broker.
   *
   * @param autoCreateTopics whether the first use of a topic makes it, with one partition
   */
  public static KafkaBroker create(boolean autoCreateTopics) {
    int port = FreePort.next();
    Path home = Directories.target("kafka", Integer.toString(port));
    Directories.delete(home);
    KafkaBroker broker = new KafkaBroker(port, Directories.target("kafka", Integer.toString(port)));
    broker.format(FreePort.next(), autoCreateTopics);
    broker.start();
    return broker;
  }

  /** Whether the broker's process is there. */
  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Starts the broker again on the same port and data, and waits until it is in the cluster. */
  public void start() {
    ChildProcess started =
        ChildProcess.start(
            java("kafka.Kafka", properties().toString()), Map.of(), home.resolve("broker.log"));
    process = started;
    try (Admin admin = admin()) {
      Readiness.await("Kafka", started, PATIENCE, () -> hasBroker(admin));
    }
  }

  /** Ends the broker at once, as a crash would (SIGKILL). */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** Ends the broker in good order. */
  public void stop() {
    if (process != null && process.isAlive()) {
      process.terminate(PATIENCE);
    }
  }

  /** Kills the broker and removes its data. */
  @Override
  public void close() {
    kill();
    Directories.delete(home);
  }

  /** Host and port, as the clients' {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Makes a topic, replicated once. */
  public void createTopic(String name, int partitions) {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Cannot create the topic " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** A consumer without group: the caller assigns partitions, seeks and closes. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", bootstrapServers(),
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * All records that a topic holds now, each partition in its order; empty if there is no topic.
   */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo info : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, info.partition()));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  private boolean hasBroker(Admin admin) throws Exception {
    return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
  }

  private Admin admin() {
    // The other strategy makes a client spin while the only broker is down.
    return Admin.create(
        Map.of("bootstrap.servers", bootstrapServers(), "metadata.recovery.strategy", "none"));
  }

  private void format(int controllerPort, boolean autoCreateTopics) {
    try {
      Files.writeString(
          properties(),
          """
          process.roles=broker,controller
          node.id=1
          listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
          advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
          controller.listener.names=CONTROLLER
          listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
          controller.quorum.voters=1@127.0.0.1:%2$d
          log.dirs=%3$s
          auto.create.topics.enable=%4$s
          log.message.timestamp.type=LogAppendTime
          offsets.topic.replication.factor=1
          offsets.topic.num.partitions=1
          transaction.state.log.replication.factor=1
          transaction.state.log.min.isr=1
          group.initial.rebalance.delay.ms=0
          broker.session.timeout.ms=1500
          broker.heartbeat.interval.ms=300
          """
              .formatted(port, controllerPort, home.resolve("data"), autoCreateTopics),
          StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildProcess formatting =
        ChildProcess.start(
            java(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                CLUSTER_ID,
                "--config",
                properties().toString()),
            Map.of(),
            home.resolve("format.log"));
    if (formatting.awaitExit(PATIENCE) != 0) {
      throw new IllegalStateException("Cannot format\n" + formatting.logTail());
    }
  }

  private Path properties() {
    return home.resolve("server.properties");
  }

  private static List<String> java(String... mainAndArguments) {
    return JavaCommand.of(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            JavaCommand.librariesOfTests()),
        List.of(mainAndArguments));
  }
}
