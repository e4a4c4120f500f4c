package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback TCP ports. */
public final class Ports {
  private Ports() {}

  /** A port that nothing listened on a moment ago. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CliException("no free TCP port on the loopback address: " + e.getMessage(), e);
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
