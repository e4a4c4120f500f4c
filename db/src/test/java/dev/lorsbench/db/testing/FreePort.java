package dev.lorsbench.db.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that a test starts as processes and may start again. */
public final class FreePort {
  private static final int FIRST_REGISTERED = 10_000;
  private static final int FIRST_EPHEMERAL = 32_768;
  private static final int TRIES = 1_000;

  private FreePort() {}

  /**
   * A port that nothing listens on. It is none of those that the system gives to outgoing
   * connections, of which one might take it before the server listens.
   */
  public static int find() {
    return ThreadLocalRandom.current()
        .ints(TRIES, FIRST_REGISTERED, FIRST_EPHEMERAL)
        .filter(FreePort::isFree)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no free port in " + TRIES + " tries"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
