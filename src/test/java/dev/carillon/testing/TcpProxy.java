package dev.carillon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to a server of this machine that a test can make slow, or break.
 *
 * <p>Both directions of each connection are copied by a thread of their own, which rests for the
 * delay before it passes on what it has read.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int BUFFER = 16_384;

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean isOpen = true;

  private TcpProxy(ServerSocket entrance, int target) {
    this.entrance = entrance;
    this.target = target;
  }

  /** Starts a proxy that leads to a port of the loopback address. */
  public static TcpProxy to(int port) {
    try {
      ServerSocket entrance =
          new ServerSocket(FreePort.next(), 256, InetAddress.getLoopbackAddress());
      TcpProxy proxy = new TcpProxy(entrance, port);
      run("proxy-" + proxy.port(), proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, on the loopback address. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** How long every piece rests before it is passed on, from now on; zero for not at all. */
  public void delay(Duration rest) {
    delay = rest;
  }

  /** Resets all connections that there are; new ones are let in, unless it is shut. */
  public void cut() {
    sockets.forEach(TcpProxy::reset);
    sockets.clear();
  }

  /** Resets all connections, and each new one until {@link #open()}. */
  public void shut() {
    isOpen = false;
    cut();
  }

  /** Lets connections in again. */
  public void open() {
    isOpen = true;
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      shut();
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        connect(entrance.accept());
      } catch (IOException e) {
        // Closed, or the one who came is gone already.
      }
    }
  }

  private void connect(Socket near) {
    sockets.add(near);
    try {
      if (!isOpen) {
        throw new IOException("shut");
      }
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      run("proxy-" + port() + "-out", () -> copy(near, far));
      run("proxy-" + port() + "-in", () -> copy(far, near));
      if (!isOpen) {
        cut();
      }
    } catch (IOException e) {
      end(near);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        rest();
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One of the two is gone: so is the other.
    } finally {
      end(from);
      end(to);
    }
  }

  private void rest() {
    long end = System.nanoTime() + delay.toNanos();
    for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    reset(socket);
  }

  /** Whoever is at the other end sees a reset, not an orderly end. */
  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static void run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
