package dev.carillon.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The packaged application in its own process.
 *
 * <p>The system property {@code carillon.jar} says which; a file that is no jar is run as a native
 * program. Settings and port outlive {@link #kill()} and {@link #start()}.
 */
public final class CarillonProcess implements AutoCloseable {

  private static final String HEAP = "384m";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String name;
  private final int port;
  private final String heap;
  private final Map<String, String> environment;
  private final JsonClient client;
  private @Nullable ChildProcess process;

  private CarillonProcess(String name, int port, String heap, Map<String, String> environment) {
    this.name = name;
    this.port = port;
    this.heap = heap;
    this.environment = Map.copyOf(environment);
    this.client = new JsonClient(baseUri());
  }

  /**
   * Settings of an application on a database and a broker, not started yet.
   *
   * @param name name of its log file below {@code target/it-logs}
   */
  public static CarillonProcess of(
      String name, MariaDbServer database, String schema, KafkaBroker broker) {
    int port = FreePort.next();
    return new CarillonProcess(
        name,
        port,
        HEAP,
        Map.of(
            "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(schema),
            "QUARKUS_DATASOURCE_USERNAME", database.username(),
            "QUARKUS_DATASOURCE_PASSWORD", database.password(),
            "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
            "QUARKUS_HTTP_HOST", "127.0.0.1",
            "QUARKUS_HTTP_PORT", Integer.toString(port),
            "TZ", "America/New_York"));
  }

  /** The same settings with one more environment variable. */
  public CarillonProcess with(String variable, String value) {
    return with(Map.of(variable, value));
  }

  /** The same settings with more environment variables. */
  public CarillonProcess with(Map<String, String> variables) {
    Map<String, String> more = new HashMap<>(environment);
    more.putAll(variables);
    return new CarillonProcess(name, port, heap, more);
  }

  /** The same settings with another size of the heap, such as {@code 256m}. */
  public CarillonProcess withHeap(String size) {
    return new CarillonProcess(name, port, size, environment);
  }

  /** Starts the application and waits until it is ready. */
  public CarillonProcess start() {
    Readiness.await(name, launch(), PATIENCE, this::isReady);
    return this;
  }

  /** Starts the application without waiting for it. */
  public CarillonProcess startWithoutWaiting() {
    launch();
    return this;
  }

  /** Waits until a started application is ready. */
  public void awaitReady() {
    Readiness.await(name, running(), PATIENCE, this::isReady);
  }

  /**
   * The most memory that the running application has had at a time, in MiB, as the kernel counts
   * its resident pages.
   */
  public long peakMemory() {
    return running().peakMemory();
  }

  /** Whether the process is there. */
  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Whether the readiness probe says UP; false when nobody answers. */
  public boolean isReady() {
    return client.get("/q/health/ready").statusCode() == 200;
  }

  /** Ends the application at once, as a crash would (SIGKILL). */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** Ends the application in good order (SIGTERM). */
  public Stopped stop() {
    long begin = System.nanoTime();
    int exitCode = running().terminate(PATIENCE);
    return new Stopped(exitCode, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Freezes the process (SIGSTOP), as a long pause of its JVM or its machine would. */
  public void suspend() {
    running().signal("STOP");
  }

  /** Lets a frozen process go on (SIGCONT). */
  public void resume() {
    running().signal("CONT");
  }

  /** Kills the application if it still runs. */
  @Override
  public void close() {
    kill();
  }

  /** Address of the application. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** A client of the application's API. */
  public JsonClient client() {
    return client;
  }

  /**
   * How the application ended.
   *
   * @param exitCode 0, or 143 for a JVM that ended on SIGTERM
   * @param took from the signal to the end of the process
   */
  public record Stopped(int exitCode, Duration took) {}

  private ChildProcess launch() {
    ChildProcess started =
        ChildProcess.start(
            command(), environment, Directories.target("it-logs").resolve(name + ".log"));
    process = started;
    return started;
  }

  private ChildProcess running() {
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process;
  }

  private List<String> command() {
    String program =
        Path.of(System.getProperty("carillon.jar", "target/quarkus-app/quarkus-run.jar"))
            .toAbsolutePath()
            .toString();
    return program.endsWith(".jar")
        ? JavaCommand.of(List.of("-Xmx" + heap), List.of("-jar", program))
        : List.of(program);
  }
}
