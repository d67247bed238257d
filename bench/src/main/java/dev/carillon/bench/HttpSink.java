package dev.carillon.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP/1.1 receiver that answers 204 to everything and counts: as cheap as it can be, so that it
 * is not what is measured. Bodies come with a Content-Length; chunked ones are refused with 411.
 */
final class HttpSink implements AutoCloseable {

  private static final byte[] NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] LENGTH_REQUIRED =
      "HTTP/1.1 411 Length Required\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
  private static final int BUFFER = 64 * 1024;

  private final Selector selector;
  private final ServerSocketChannel server;
  private final Thread loop;
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;

  private HttpSink(Selector selector, ServerSocketChannel server) {
    this.selector = selector;
    this.server = server;
    this.loop = new Thread(this::serve, "http-sink");
  }

  static HttpSink start() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.next()), 4_096);
    server.configureBlocking(false);
    Selector selector = Selector.open();
    server.register(selector, SelectionKey.OP_ACCEPT);
    HttpSink sink = new HttpSink(selector, server);
    sink.loop.setDaemon(true);
    sink.loop.start();
    return sink;
  }

  String url() throws IOException {
    return "http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "/";
  }

  /** How many requests have been answered so far. */
  int count() {
    return count.get();
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    try {
      while (!closed) {
        selector.select();
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
          SelectionKey key = keys.next();
          keys.remove();
          if (key.isValid() && key.isAcceptable()) {
            accept();
          } else if (key.isValid() && key.isReadable()) {
            read(key);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    SocketChannel client = server.accept();
    if (client != null) {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(BUFFER));
    }
  }

  private void read(SelectionKey key) throws IOException {
    SocketChannel client = (SocketChannel) key.channel();
    ByteBuffer buffer = (ByteBuffer) key.attachment();
    try {
      if (client.read(buffer) < 0) {
        client.close();
        return;
      }
      answer(client, buffer);
    } catch (IOException callerIsGone) {
      client.close();
    }
  }

  /** Answers every whole request in the buffer and keeps the rest. */
  private void answer(SocketChannel client, ByteBuffer buffer) throws IOException {
    buffer.flip();
    int end;
    while ((end = headEnd(buffer)) > 0) {
      String head =
          new String(buffer.array(), buffer.position(), end - buffer.position(), ISO_8859_1)
              .toLowerCase(Locale.ROOT);
      if (head.contains("\r\ntransfer-encoding:")) {
        client.write(ByteBuffer.wrap(LENGTH_REQUIRED));
        client.close();
        return;
      }
      int next = end + contentLength(head);
      if (next > buffer.limit()) {
        break;
      }
      buffer.position(next);
      count.incrementAndGet();
      client.write(ByteBuffer.wrap(NO_CONTENT));
    }
    buffer.compact();
  }

  private static int headEnd(ByteBuffer buffer) {
    for (int i = buffer.position(); i + 3 < buffer.limit(); i++) {
      if (buffer.get(i) == '\r'
          && buffer.get(i + 1) == '\n'
          && buffer.get(i + 2) == '\r'
          && buffer.get(i + 3) == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  private static int contentLength(String head) {
    int at = head.indexOf("\r\ncontent-length:");
    if (at < 0) {
      return 0;
    }
    int from = at + "\r\ncontent-length:".length();
    return Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)).strip());
  }
}
