package dev.carillon.target.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Accepted;
import dev.carillon.target.Delivery.Rejected;
import dev.carillon.target.FireMessage;
import dev.carillon.target.HttpTarget;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {

  private static final FireMessage FIRE =
      new FireMessage("fire-1", "acme", "nightly", Instant.parse("2026-03-29T01:30:00Z"), 3);

  private record Request(String method, String uri, Headers headers, String body) {}

  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpSender sender = new HttpSender(vertx, HttpDefaults.CONFIG);
  private final ExecutorService serverThreads = Executors.newCachedThreadPool();
  private HttpServer server;
  private HttpHandler reply = exchange -> exchange.sendResponseHeaders(204, -1);

  @BeforeEach
  void startReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(serverThreads);
    server.createContext("/", this::receive);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    sender.close();
    server.stop(0);
    serverThreads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(body, StandardCharsets.UTF_8)));
      reply.handle(exchange);
    }
  }

  @Test
  void sendsMethodPathHeadersAndBody() {
    Delivery delivery =
        send(
            target(
                "PUT",
                "/hook/%20x?a=b&c",
                Map.of("X-Own", "1"),
                JsonNodeFactory.instance.objectNode().put("n", 1)));

    assertThat(delivery).isEqualTo(new Accepted(204, null));
    Request request = onlyRequest();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.uri()).isEqualTo("/hook/%20x?a=b&c");
    assertThat(request.body()).isEqualTo("{\"n\":1}");
    assertThat(request.headers())
        .containsEntry("X-own", List.of("1"))
        .containsEntry("Content-type", List.of("application/json"))
        .containsEntry("User-agent", List.of("Carillon"));
  }

  @Test
  void identifiesTheFire() {
    send(target("POST", "/", Map.of(), null));

    assertThat(onlyRequest().headers())
        .containsEntry("Idempotency-key", List.of("fire-1"))
        .containsEntry("Webhook-id", List.of("fire-1"))
        .containsEntry("Ce-id", List.of("fire-1"))
        .containsEntry("Ce-source", List.of("/namespaces/acme/jobs/nightly"))
        .containsEntry("Ce-type", List.of("dev.carillon.fire.v1"))
        .containsEntry("Ce-specversion", List.of("1.0"))
        .containsEntry("Ce-time", List.of("2026-03-29T01:30:00Z"))
        .containsEntry("Ce-attempt", List.of("3"));
  }

  @Test
  void sendsTextAsItselfAndHonoursTheCallersContentType() {
    send(target("POST", "/", Map.of(), TextNode.valueOf("plain ü")));
    send(target("POST", "/", Map.of("content-TYPE", "text/csv"), TextNode.valueOf("a,b")));
    send(target("POST", "/", Map.of(), NullNode.getInstance()));

    assertThat(requests).extracting(Request::body).containsExactly("plain ü", "a,b", "null");
    assertThat(requests)
        .extracting(request -> request.headers().get("Content-type"))
        .containsExactly(
            List.of("text/plain; charset=utf-8"), List.of("text/csv"), List.of("application/json"));
  }

  @ParameterizedTest
  @CsvSource({"POST,true", "PUT,true", "PATCH,true", "GET,false", "DELETE,false", "OPTIONS,false"})
  void saysThatABodyIsEmptyWhereOneIsExpected(String method, boolean expected) {
    send(target(method, "/", Map.of(), null));

    Request request = onlyRequest();
    assertThat(request.method()).isEqualTo(method);
    assertThat(request.body()).isEmpty();
    assertThat(request.headers().containsKey("Transfer-encoding")).isFalse();
    assertThat(request.headers().containsKey("Content-type")).isFalse();
    assertThat(request.headers().containsKey("Content-length")).isEqualTo(expected);
  }

  @Test
  void understandsAHeadAnswer() {
    reply = exchange -> exchange.sendResponseHeaders(200, -1);

    assertThat(send(target("HEAD", "/", Map.of(), null))).isEqualTo(new Accepted(200, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void acceptsEvery2xx(int status) {
    reply = answering(status, "");

    assertThat(send(post())).isEqualTo(new Accepted(status, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 501, 503, 599})
  void offersARetryWhereOneMayHelp(int status) {
    reply = answering(status, "busy");

    assertThat(send(post()))
        .isEqualTo(new Rejected(true, "HTTP status " + status, status, "busy", null));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 304, 307, 400, 401, 404, 410, 422})
  void isFinalWhereNoneHelps(int status) {
    reply =
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.getResponseHeaders().add("Retry-After", "1");
          exchange.sendResponseHeaders(status, -1);
        };

    assertThat(send(post()))
        .isEqualTo(new Rejected(false, "HTTP status " + status, status, null, null));
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    reply =
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
        };

    assertThat(send(target("GET", "/", Map.of(), null)))
        .isEqualTo(new Rejected(false, "HTTP status " + status, status, null, null));
    assertThat(requests).extracting(Request::uri).containsExactly("/");
  }

  @Test
  void passesOnHowLongTheReceiverAsksToWait() {
    reply =
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "17");
          exchange.sendResponseHeaders(503, -1);
        };

    assertThat(send(post()))
        .isEqualTo(new Rejected(true, "HTTP status 503", 503, null, Duration.ofSeconds(17)));
  }

  @Test
  void keepsTheBeginningOfTheAnswerOnly() {
    reply = answering(200, "x".repeat(2047) + "ü and more");

    assertThat(send(post())).isEqualTo(new Accepted(200, "x".repeat(2047)));
  }

  @Test
  void dropsAnAnswerThatGoesOnAndOn() {
    byte[] block = new byte[64 * 1024];
    reply =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(block);
            }
          }
        };

    assertThat(send(post()))
        .isInstanceOfSatisfying(
            Accepted.class, accepted -> assertThat(accepted.answer()).hasSize(2048));
  }

  @Test
  void reusesAConnectionAfterAnAnswerOfOrdinaryLength() {
    ConcurrentLinkedQueue<InetSocketAddress> callers = new ConcurrentLinkedQueue<>();
    HttpHandler ordinary = answering(200, "x".repeat(100_000));
    reply =
        exchange -> {
          callers.add(exchange.getRemoteAddress());
          ordinary.handle(exchange);
        };

    send(post());
    send(post());

    assertThat(callers.stream().distinct()).hasSize(1);
  }

  private static HttpHandler answering(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return exchange -> {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private HttpTarget post() {
    return target("POST", "/", Map.of(), null);
  }

  private HttpTarget target(
      String method, String path, Map<String, String> headers, @Nullable JsonNode body) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    return new HttpTarget(method, url, headers, body, Duration.ofMinutes(5));
  }

  private Delivery send(HttpTarget target) {
    return sender.send(FIRE, target).toCompletableFuture().orTimeout(70, TimeUnit.SECONDS).join();
  }

  private Request onlyRequest() {
    assertThat(requests).hasSize(1);
    return Objects.requireNonNull(requests.peek());
  }
}
