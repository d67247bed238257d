package dev.carillon.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The packaged application in its own process, with the defaults of the product. Settings of the
 * benchmark's environment ({@code CARILLON_…}, {@code QUARKUS_…}) reach it.
 */
final class CarillonPod implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final URI base;
  private final Child child;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private CarillonPod(URI base, Child child) {
    this.base = base;
    this.child = child;
  }

  static CarillonPod start(Stage stage, String schema, String name) {
    int port = Ports.next();
    Child child =
        Child.start(
            name,
            Child.java(
                List.of("-Xmx" + stage.options().heap()),
                "-jar",
                stage.options().carillonJar().toString()),
            Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                stage.database().jdbcUrl(schema),
                "QUARKUS_DATASOURCE_USERNAME",
                Database.USER,
                "QUARKUS_DATASOURCE_PASSWORD",
                Database.PASSWORD,
                "KAFKA_BOOTSTRAP_SERVERS",
                stage.broker().bootstrapServers(),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "HOSTNAME",
                name),
            stage.workspace().log(name));
    CarillonPod pod = new CarillonPod(URI.create("http://127.0.0.1:" + port + "/"), child);
    try {
      child.awaitReady(PATIENCE, () -> pod.get("q/health/ready").statusCode() == 200);
    } catch (RuntimeException e) {
      pod.close();
      throw e;
    }
    return pod;
  }

  /** Sends JSON and returns the answer, whatever its status. */
  HttpResponse<String> send(String method, String path, String json) {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(5)));
  }

  /**
   * Puts a job.
   *
   * @throws IllegalStateException if it is refused
   */
  void put(String namespace, String id, String json) {
    HttpResponse<String> answer = send("PUT", "v1/namespaces/" + namespace + "/jobs/" + id, json);
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }

  ProcessUsage usage() {
    return child.usage();
  }

  /** Bytes of heap in use; NaN if unknown. */
  double heapBytes() {
    return child.heapBytes();
  }

  @Override
  public void close() {
    child.kill();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.build() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
