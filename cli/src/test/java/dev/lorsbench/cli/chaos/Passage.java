package dev.lorsbench.cli.chaos;

import dev.lorsbench.cli.chaos.Proxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection through a proxy. */
final class Passage {
  private final Proxy proxy;
  private final Socket from;
  private final Socket to;
  private volatile boolean lost;

  /**
   * Both halves of a connection.
   *
   * @param from who connected
   * @param to whom the proxy connected to for it
   */
  Passage(Proxy proxy, Socket from, Socket to) {
    this.proxy = proxy;
    this.from = from;
    this.to = to;
  }

  /** Forwards what is asked, until the end. */
  void requests() {
    copy(from, to, Direction.REQUESTS);
  }

  /** Forwards what is answered, until the end. */
  void answers() {
    copy(to, from, Direction.ANSWERS);
  }

  /** From now on nothing arrives, and neither side hears of the other's end. */
  void lose() {
    lost = true;
  }

  /** Breaks it for both sides. */
  void end() {
    end(from);
    end(to);
  }

  private void copy(Socket source, Socket sink, Direction direction) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = source.getInputStream();
      OutputStream out = sink.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        proxy.await(direction);
        if (!lost) {
          out.write(buffer, 0, n);
        }
      }
      proxy.await(direction); // an end travels as bytes do
    } catch (IOException broken) {
      // the other direction ends too
    } finally {
      end(source);
      if (!lost) {
        end(sink);
      }
    }
  }

  static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      return;
    }
  }
}
