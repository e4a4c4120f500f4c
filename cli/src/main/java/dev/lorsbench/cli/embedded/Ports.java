package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback TCP ports. */
public final class Ports {
  private static final int FIRST_REGISTERED = 10_000;
  private static final int FIRST_EPHEMERAL = 32_768;
  private static final int TRIES = 1_000;

  private Ports() {}

  /**
   * A port that nothing listened on a moment ago and that the system hands to nobody by itself:
   * between the choice here and the bind in another process, an outgoing connection or a {@code
   * bind(0)} elsewhere takes ports of the ephemeral range (32768 and up on Linux, 49152 and up on
   * macOS and Windows), and Temporal's server opens half a dozen of them before its own.
   */
  public static int free() {
    return ThreadLocalRandom.current()
        .ints(FIRST_REGISTERED, FIRST_EPHEMERAL)
        .limit(TRIES)
        .filter(Ports::isFree)
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    "no free TCP port on the loopback address in " + TRIES + " tries"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Checks a port that the user chose; 0 leaves the choice to the system.
   *
   * @param host address that will listen
   * @throws CliException naming the port where it is taken
   */
  public static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(
          "port " + port + " is taken on " + host + "; choose another --port", e);
    }
  }
}
