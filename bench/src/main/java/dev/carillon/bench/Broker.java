package dev.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka broker (KRaft, one node) in its own process. */
final class Broker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qk";

  private final int port;
  private final Child process;
  private final Admin admin;

  private Broker(int port, Child process, Admin admin) {
    this.port = port;
    this.process = process;
    this.admin = admin;
  }

  static Broker start(Workspace workspace) {
    Path home = workspace.directory("kafka");
    int port = Ports.next();
    Path properties = properties(home, port, Ports.next());
    Child format =
        Child.start(
            "Kafka format",
            java(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                CLUSTER_ID,
                "--config",
                properties.toString()),
            Map.of(),
            workspace.log("kafka-format"));
    if (format.awaitExit(PATIENCE) != 0) {
      throw new IllegalStateException("Cannot format\n" + format.logTail());
    }
    Child process =
        Child.start(
            "Kafka", java("kafka.Kafka", properties.toString()), Map.of(), workspace.log("kafka"));
    Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port));
    Broker broker = new Broker(port, process, admin);
    process.awaitReady(PATIENCE, broker::hasNode);
    return broker;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** A new topic of this name. */
  Topic createTopic(String name, int partitions) {
    return Topic.create(admin, bootstrapServers(), name, partitions);
  }

  ProcessUsage usage() {
    return process.usage();
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    process.kill();
  }

  private boolean hasNode() throws Exception {
    return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
  }

  private static List<String> java(String... mainAndArguments) {
    return Child.java(
        List.of(
            "-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", Child.classPath()),
        mainAndArguments);
  }

  private static Path properties(Path home, int port, int controllerPort) {
    try {
      return Files.writeString(
          home.resolve("server.properties"),
          """
          process.roles=broker,controller
          node.id=1
          listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
          advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
          controller.listener.names=CONTROLLER
          listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
          controller.quorum.voters=1@127.0.0.1:%2$d
          log.dirs=%3$s
          log.message.timestamp.type=LogAppendTime
          offsets.topic.replication.factor=1
          offsets.topic.num.partitions=1
          transaction.state.log.replication.factor=1
          transaction.state.log.min.isr=1
          group.initial.rebalance.delay.ms=0
          """
              .formatted(port, controllerPort, home.resolve("data")),
          StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
