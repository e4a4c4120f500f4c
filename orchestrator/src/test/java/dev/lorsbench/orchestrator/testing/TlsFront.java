package dev.lorsbench.orchestrator.testing;

import dev.lorsbench.db.testing.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS in front of a server that has none, as a load balancer puts it there: shows the authority's
 * certificate {@code server}, asks for one of the same authority, and passes the bytes on.
 */
public final class TlsFront implements AutoCloseable {
  private final SSLServerSocket listener;
  private final String target;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private TlsFront(SSLServerSocket listener, String target) {
    this.listener = listener;
    this.target = target;
    threads.execute(this::accept);
  }

  /** Listens on a free port; {@code target} is {@code host:port} of the server behind. */
  public static TlsFront of(String target, TestAuthority authority) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    KeyStore store = load(authority, "server");
    keys.init(store, TestAuthority.PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("ca", load(authority, "ca").getCertificate("ca"));
    trust.init(roots);
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"}); // what gRPC speaks
    parameters.setNeedClientAuth(true);
    listener.setSSLParameters(parameters);
    return new TlsFront(listener, target);
  }

  private static KeyStore load(TestAuthority authority, String name)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(authority.file(name + ".p12"))) {
      store.load(in, TestAuthority.PASSWORD.toCharArray());
    }
    return store;
  }

  /** Where it listens. */
  public String target() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        SSLSocket client = (SSLSocket) listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(SSLSocket client) {
    String[] parts = target.split(":");
    try (client) {
      client.startHandshake();
      try (Socket behind = new Socket(parts[0], Integer.parseInt(parts[1]))) {
        threads.execute(() -> pump(client, behind));
        pump(behind, client);
      }
    } catch (IOException refused) {
      return;
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      byte[] chunk = new byte[16_384];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        to.getOutputStream().write(chunk, 0, n);
        to.getOutputStream().flush();
      }
    } catch (IOException ended) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
