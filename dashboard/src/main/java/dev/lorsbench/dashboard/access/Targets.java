package dev.lorsbench.dashboard.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Makes connections that keep what their last request asked for, as it was sent. Jetty forgets an
 * address that it cannot parse, and the answer's form depends on it.
 */
public final class Targets extends HttpConnectionFactory {
  private static final int SHOWN = 200;

  /** As Jetty's. */
  public Targets(HttpConfiguration configuration) {
    super(configuration);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    HttpConnection connection = new Kept(getHttpConfiguration(), connector, endPoint);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  /** A connection with its last request's target. */
  static final class Kept extends HttpConnection {
    private RequestHandler
        handler; // set by the superclass's constructor; an initialiser would undo it
    private String target;

    Kept(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    /** Empty if the line did not come far enough. */
    String target() {
      return target == null ? "" : target;
    }

    @Override
    protected RequestHandler newRequestHandler() {
      handler = super.newRequestHandler();
      return handler;
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
      int longest = getHttpConfiguration().getRequestHeaderSize();
      return new HttpParser(handler, longest, compliance) {
        @Override
        public boolean parseNext(ByteBuffer buffer) {
          if (isStart() && buffer.hasRemaining()) {
            target = second(buffer);
          }
          return super.parseNext(buffer);
        }
      };
    }

    /** The second word of a request line that begins here. */
    private static String second(ByteBuffer buffer) {
      byte[] begin = new byte[Math.min(buffer.remaining(), SHOWN)];
      buffer.get(buffer.position(), begin);
      String[] words = new String(begin, StandardCharsets.ISO_8859_1).stripLeading().split(" ", 3);
      return words.length < 2 ? "" : words[1];
    }
  }
}
