package dev.lorsbench.dashboard;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One connection on which a test sends what no client library would. */
final class Raw implements AutoCloseable {
  private final Socket socket;

  Raw(Dashboard dashboard) throws IOException {
    this(dashboard.port());
  }

  Raw(int port) throws IOException {
    socket = new Socket(DashboardOptions.LOOPBACK, port);
    socket.setSoTimeout(60_000); // a hang ends the test
  }

  Raw send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** A byte at a time until the other side closes: what was answered until then. */
  String trickle(String text) throws IOException {
    try {
      for (int i = 0; ; i++) {
        send(text.substring(i % text.length(), i % text.length() + 1));
        socket.setSoTimeout(5);
        try {
          return new String(new byte[] {(byte) read()}, StandardCharsets.ISO_8859_1) + rest();
        } catch (SocketTimeoutException stillOpen) {
          continue;
        }
      }
    } catch (SocketException | EOFException closed) {
      return "";
    }
  }

  private int read() throws IOException {
    int one = socket.getInputStream().read();
    if (one < 0) {
      throw new EOFException("closed");
    }
    return one;
  }

  /** All that comes until the other side closes. */
  String rest() throws IOException {
    socket.setSoTimeout(60_000);
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
