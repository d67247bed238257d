package dev.carillon.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gives Quarkus tests one MariaDB and one Kafka broker per test JVM, whatever number of test
 * classes and profiles asks for them.
 *
 * <p>Use with {@code @QuarkusTestResource(RealParts.class)}. The parts die with the test JVM.
 */
public final class RealParts implements QuarkusTestResourceLifecycleManager {

  private static final String DATABASE = "carillon_test";

  @Override
  public Map<String, String> start() {
    return Map.of(
        "quarkus.datasource.jdbc.url", shared("jdbc-url", RealParts::startDatabase),
        "quarkus.datasource.username", shared("username", () -> "root"),
        "quarkus.datasource.password", shared("password", () -> ""),
        "kafka.bootstrap.servers", shared("kafka", RealParts::startBroker));
  }

  @Override
  public void stop() {
    // The next test class may need the parts again; the end of the JVM ends them.
  }

  private static String startDatabase() {
    MariaDbServer server = MariaDbServer.create();
    server.createDatabase(DATABASE);
    System.setProperty(key("username"), server.username());
    System.setProperty(key("password"), server.password());
    return server.jdbcUrl(DATABASE);
  }

  private static String startBroker() {
    return KafkaBroker.create().bootstrapServers();
  }

  /** System properties: static fields are not shared by the class loaders of Quarkus. */
  private static String shared(String name, Supplier<String> start) {
    String value = System.getProperty(key(name));
    if (value == null) {
      value = start.get();
      System.setProperty(key(name), value);
    }
    return value;
  }

  private static String key(String name) {
    return "test.parts." + name;
  }
}
