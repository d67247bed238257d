package dev.carillon.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real HTTP server that notes whatever arrives and answers as it is told.
 *
 * <p>An arrival is noted when its body is read, before it is answered. Safe for many threads.
 */
public final class HttpReceiver implements AutoCloseable {

  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Queue<HttpArrival> arrivals = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  private HttpReceiver(HttpServer server) {
    this.server = server;
  }

  /** Starts a receiver that answers 200 on every path. */
  public static HttpReceiver create() {
    try {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next()), 1_024);
      HttpReceiver receiver = new HttpReceiver(server);
      server.setExecutor(receiver.workers);
      server.createContext("/", receiver::receive);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets the answer for one path from now on. */
  public void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  /** Address of a path of this receiver. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** A proxy that leads to this receiver. */
  public TcpProxy proxy() {
    return TcpProxy.to(server.getAddress().getPort());
  }

  /** All arrivals so far, in their order. */
  public List<HttpArrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** The arrivals on one path so far. */
  public List<HttpArrival> arrivalsAt(String path) {
    return arrivals.stream().filter(arrival -> arrival.path().equals(path)).toList();
  }

  /** The arrivals of one fire so far, by its CloudEvents id. */
  public List<HttpArrival> arrivalsOf(String fireId) {
    return arrivals.stream().filter(arrival -> fireId.equals(arrival.header("ce-id"))).toList();
  }

  /** Forgets all arrivals. */
  public void clear() {
    arrivals.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    Instant at = Instant.now();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    arrivals.add(new HttpArrival(at, exchange.getRequestMethod(), path, headers(exchange), body));
    Answer answer = answers.getOrDefault(path, Answer.OK);
    if (answer.delay().isZero()) {
      send(exchange, answer);
    } else {
      later(answer.delay()).execute(() -> send(exchange, answer));
    }
  }

  private Executor later(Duration delay) {
    return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, workers);
  }

  private static void send(HttpExchange exchange, Answer answer) {
    try (exchange) {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException callerIsGone) {
      exchange.close();
    }
  }

  private static Map<String, List<String>> headers(HttpExchange exchange) {
    return exchange.getRequestHeaders().entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                header -> header.getKey().toLowerCase(Locale.ROOT),
                header -> List.copyOf(header.getValue())));
  }
}
