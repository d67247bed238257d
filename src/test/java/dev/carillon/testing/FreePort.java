package dev.carillon.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay free while their owner is down.
 *
 * <p>They lie below the range from which the system takes the ports of outgoing connections.
 * Otherwise a client that keeps trying to reach a killed server could be given the server's port as
 * its own, connect to itself, and keep the server from coming back.
 */
final class FreePort {

  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** A port of the loopback address that nobody listens on, never given twice. */
  static int next() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port) && TAKEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port between " + FIRST + " and " + LAST);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
