package dev.lorsbench.workers.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A wire to a server that breaks, and stays broken, once so many bytes went through it. */
final class CutProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong passed = new AtomicLong();
  private final URI server;
  private final long bytes;

  private CutProxy(URI server, long bytes) throws IOException {
    this.server = server;
    this.bytes = bytes;
    threads.execute(this::accept);
  }

  static CutProxy to(URI server, long bytes) throws IOException {
    return new CutProxy(server, bytes);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  long passed() {
    return passed.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        if (passed.get() >= bytes) {
          client.close();
          continue;
        }
        Socket behind = new Socket(server.getHost(), server.getPort());
        threads.execute(() -> pump(client, behind));
        threads.execute(() -> pump(behind, client));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[16_384];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (passed.addAndGet(n) >= bytes) {
          return;
        }
        out.write(chunk, 0, n);
      }
    } catch (IOException cut) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
