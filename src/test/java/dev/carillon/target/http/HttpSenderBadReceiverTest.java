package dev.carillon.target.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.target.Delivery;
import dev.carillon.target.Delivery.Accepted;
import dev.carillon.target.Delivery.Rejected;
import dev.carillon.target.FireMessage;
import dev.carillon.target.HttpTarget;
import io.vertx.core.Vertx;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that do not speak HTTP, or stop speaking. */
class HttpSenderBadReceiverTest {

  /** What the receiver does with a connection once the head of the request is there. */
  private interface Behaviour {
    void on(Socket socket) throws Exception;
  }

  /** As many as the sender opens to one origin. */
  private static final int CONNECTIONS = 64;

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final FireMessage FIRE =
      new FireMessage("fire-1", "acme", "nightly", Instant.parse("2026-03-29T01:30:00Z"), 1);

  private final Vertx vertx = Vertx.vertx();
  private final HttpSender sender = new HttpSender(vertx, HttpDefaults.CONFIG);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch theEnd = new CountDownLatch(1);
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws Exception {
    theEnd.countDown();
    server.close();
    threads.shutdownNow();
    sender.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n\r\n",
        "HTTP/1.1 abc Bad\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "\u0016\u0003\u0001\u0000\u0000\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n"
      })
  void rejectsWhatIsNoHttp(String garbage) {
    receive(
        socket -> {
          write(socket, garbage);
          socket.close();
        });

    assertThat(send(LONG)).isInstanceOfSatisfying(Rejected.class, this::isRetryableWithoutStatus);
  }

  @Test
  void rejectsGarbageOfAConnectionThatStaysOpen() {
    receive(
        socket -> {
          write(socket, "hello, this is not HTTP\r\n\r\n");
          theEnd.await();
        });

    assertThat(send(LONG)).isInstanceOfSatisfying(Rejected.class, this::isRetryableWithoutStatus);
  }

  @Test
  void rejectsAHeadThatNeverEnds() {
    receive(
        socket -> {
          write(socket, "HTTP/1.1 200 OK\r\n");
          while (true) {
            write(socket, "X-More: " + "x".repeat(1000) + "\r\n");
          }
        });

    assertThat(send(LONG)).isInstanceOfSatisfying(Rejected.class, this::isRetryableWithoutStatus);
  }

  @Test
  void rejectsAConnectionClosedBeforeTheAnswer() {
    receive(Socket::close);

    assertThat(send(LONG)).isEqualTo(Rejected.retryable("connection closed before the answer"));
  }

  @Test
  void rejectsAConnectionResetBeforeTheAnswer() {
    receive(
        socket -> {
          socket.setSoLinger(true, 0);
          socket.close();
        });

    assertThat(send(LONG)).isEqualTo(Rejected.retryable("connection closed before the answer"));
  }

  @Test
  void rejectsWhenNobodyListens() throws IOException {
    server.close();

    assertThat(send(LONG)).isEqualTo(Rejected.retryable("could not connect"));
  }

  @Test
  void rejectsAHostThatDoesNotExist() {
    assertThat(send("http://no-such-host.invalid/", LONG))
        .isEqualTo(Rejected.retryable("unknown host"));
  }

  @Test
  void rejectsAReceiverThatSpeaksNoTls() {
    threads.execute(
        () -> {
          try (Socket socket = server.accept()) {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            theEnd.await();
          } catch (Exception e) {
            // The client is free to hang up.
          }
        });

    assertThat(send("https://127.0.0.1:" + server.getLocalPort() + "/", LONG))
        .isEqualTo(Rejected.retryable("TLS handshake failed"));
  }

  @Test
  void givesUpOnAnAnswerThatNeverComes() {
    receive(socket -> theEnd.await());

    assertThat(send(SHORT)).isEqualTo(Rejected.retryable("no answer within PT0.3S"));
  }

  @Test
  void givesUpWhenNoConnectionToTheOriginBecomesFree() throws Exception {
    CountDownLatch answering = new CountDownLatch(1);
    Queue<String> heads = new ConcurrentLinkedQueue<>();
    IntStream.range(0, 200).forEach(i -> serve(heads, answering));
    HttpSender impatient = new HttpSender(vertx, HttpDefaults.CONFIG, PATIENCE);
    List<CompletableFuture<Delivery>> hanging = hang(impatient, heads);

    assertThat(join(start(impatient, url() + "given-up", LONG)))
        .isEqualTo(Rejected.retryable("no connection to the receiver within " + PATIENCE));

    answering.countDown();
    assertThat(hanging)
        .allSatisfy(delivery -> assertThat(join(delivery)).isEqualTo(new Accepted(204, null)));
    assertThat(join(start(impatient, url() + "last", LONG))).isEqualTo(new Accepted(204, null));
    assertThat(heads).hasSize(CONNECTIONS + 1).noneMatch(head -> head.contains("given-up"));
    impatient.close();
  }

  @Test
  void theTimeOfAnAttemptBeginsWithItsConnection() {
    CountDownLatch answering = new CountDownLatch(1);
    Queue<String> heads = new ConcurrentLinkedQueue<>();
    IntStream.range(0, 200).forEach(i -> serve(heads, answering));
    hang(sender, heads);
    Duration timeout = Duration.ofSeconds(2);

    CompletableFuture<Delivery> waiting = start(sender, url() + "waiting", timeout);
    await().pollDelay(timeout.plusMillis(500)).until(() -> true);
    assertThat(waiting).isNotDone();

    answering.countDown();
    assertThat(join(waiting)).isEqualTo(new Accepted(204, null));
  }

  /** Takes every connection to the origin. */
  private List<CompletableFuture<Delivery>> hang(HttpSender by, Queue<String> heads) {
    List<CompletableFuture<Delivery>> hanging =
        IntStream.range(0, CONNECTIONS).mapToObj(i -> start(by, url() + "hanging", LONG)).toList();
    await().atMost(LONG).untilAsserted(() -> assertThat(heads).hasSize(CONNECTIONS));
    return hanging;
  }

  @Test
  void closesTheConnectionItGaveUpOn() throws Exception {
    CompletableFuture<Integer> readAfterwards = new CompletableFuture<>();
    receive(socket -> readAfterwards.complete(socket.getInputStream().read()));

    send(SHORT);

    assertThat(readAfterwards.get(60, TimeUnit.SECONDS)).isEqualTo(-1);
  }

  @Test
  void takesTheStatusOfAnAnswerWhoseBodyBreaksOff() {
    receive(
        socket -> {
          write(socket, "HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\npart");
          socket.close();
        });

    assertThat(send(LONG)).isEqualTo(new Accepted(202, "part"));
  }

  @Test
  void takesTheStatusOfAnAnswerWhoseBodyNeverEnds() {
    receive(
        socket -> {
          write(socket, "HTTP/1.1 503 Busy\r\nRetry-After: 9\r\nContent-Length: 100\r\n\r\npart");
          theEnd.await();
        });

    assertThat(send(SHORT))
        .isEqualTo(new Rejected(true, "HTTP status 503", 503, "part", Duration.ofSeconds(9)));
  }

  private void isRetryableWithoutStatus(Rejected rejected) {
    assertThat(rejected.retryable()).isTrue();
    assertThat(rejected.status()).isNull();
    assertThat(rejected.error()).isNotBlank().hasSizeLessThan(100);
  }

  private void receive(Behaviour behaviour) {
    threads.execute(
        () -> {
          try (Socket socket = server.accept()) {
            readHead(socket.getInputStream());
            behaviour.on(socket);
          } catch (Exception e) {
            // The client is free to hang up.
          }
        });
  }

  /** Answers every request of a connection, but not before it is told to. */
  private void serve(Queue<String> heads, CountDownLatch answering) {
    threads.execute(
        () -> {
          try (Socket socket = server.accept()) {
            while (true) {
              heads.add(readHead(socket.getInputStream()));
              answering.await();
              write(socket, "HTTP/1.1 204 No Content\r\n\r\n");
            }
          } catch (Exception e) {
            // The client is free to hang up.
          }
        });
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  private static CompletableFuture<Delivery> start(HttpSender by, String url, Duration timeout) {
    return by.send(FIRE, new HttpTarget("GET", url, Map.of(), null, timeout)).toCompletableFuture();
  }

  private Delivery send(Duration timeout) {
    return send(url(), timeout);
  }

  private Delivery send(String url, Duration timeout) {
    return join(start(sender, url, timeout));
  }

  private static Delivery join(CompletableFuture<Delivery> delivery) {
    return delivery.orTimeout(120, TimeUnit.SECONDS).join();
  }
}
