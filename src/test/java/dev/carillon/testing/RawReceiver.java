package dev.carillon.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A server that takes HTTP requests and answers with whatever it is told, valid HTTP or not. */
public final class RawReceiver implements AutoCloseable {

  private static final int BACKLOG = 200;
  private static final int END_OF_HEAD = 0x0d0a0d0a;

  /** What to do with a connection once the head of a request is there; it is closed afterwards. */
  private interface Behaviour {
    void on(Socket socket) throws IOException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final ServerSocket server;
  private final Behaviour behaviour;

  private RawReceiver(ServerSocket server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = behaviour;
  }

  /** Closes each connection without an answer. */
  public static RawReceiver closing() {
    return start(socket -> {});
  }

  /** Says the same to each request and closes the connection. */
  public static RawReceiver saying(Supplier<String> text) {
    return start(
        socket -> socket.getOutputStream().write(text.get().getBytes(StandardCharsets.UTF_8)));
  }

  /** Never answers; a connection stays until the caller gives it up. */
  public static RawReceiver silent() {
    return start(socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  /** Address of a path of this receiver. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** How many requests have come so far. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawReceiver start(Behaviour behaviour) {
    try {
      RawReceiver receiver =
          new RawReceiver(
              new ServerSocket(FreePort.next(), BACKLOG, InetAddress.getLoopbackAddress()),
              behaviour);
      receiver.threads.execute(receiver::accept);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      if (readHead(socket.getInputStream())) {
        requests.incrementAndGet();
        behaviour.on(socket);
      }
    } catch (IOException callerIsGone) {
      // Which is what some tests are about.
    }
  }

  /** Reads to the empty line; false if the caller is gone before. */
  private static boolean readHead(InputStream in) throws IOException {
    int latest = 0;
    while (latest != END_OF_HEAD) {
      int next = in.read();
      if (next == -1) {
        return false;
      }
      latest = latest << 8 | next;
    }
    return true;
  }
}
