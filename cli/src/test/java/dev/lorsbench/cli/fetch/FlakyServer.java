package dev.lorsbench.cli.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server of a few files that ends connections early, as often as it is told. */
final class FlakyServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** The Range header of each request, {@code none} where there was none. */
  final List<String> ranges = new CopyOnWriteArrayList<>();

  /** Bytes of an answer after which the connection ends. */
  volatile int most = Integer.MAX_VALUE;

  volatile boolean understandsRanges = true;
  volatile boolean wrongRange;
  volatile int status;
  volatile String tag = "\"1\"";

  FlakyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  void put(String path, byte[] bytes) {
    files.put("/" + path, bytes);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "none" : range);
    byte[] file = files.get(exchange.getRequestURI().getPath());
    if (file == null || status != 0) {
      exchange.sendResponseHeaders(file == null ? 404 : status, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("ETag", tag);
    String wanted = exchange.getRequestHeaders().getFirst("If-Range");
    boolean part = range != null && understandsRanges && (wanted == null || wanted.equals(tag));
    int from = part ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    if (part && from >= file.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
      exchange.sendResponseHeaders(416, -1);
    } else {
      send(exchange, file, from, part);
    }
    exchange.close();
  }

  private void send(HttpExchange exchange, byte[] file, int from, boolean part) throws IOException {
    if (part) {
      int said = wrongRange ? from + 1 : from;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + said + "-" + (file.length - 1) + "/" + file.length);
    }
    exchange.sendResponseHeaders(part ? 206 : 200, file.length - from);
    exchange.getResponseBody().write(file, from, Math.min(most, file.length - from));
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
