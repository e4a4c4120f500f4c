package dev.lorsbench.cli.chaos;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A proxy between each two services that talk, by their names: who asks, then who answers. */
final class Links implements AutoCloseable {
  private final Map<String, Proxy> all = new LinkedHashMap<>();

  /** A link to what listens on that port; gives the port to talk to instead. */
  int add(String from, String to, int port) throws IOException {
    Proxy proxy = new Proxy(port);
    all.put(from + " - " + to, proxy);
    return proxy.port();
  }

  Map<String, Proxy> all() {
    return Collections.unmodifiableMap(all);
  }

  /** Whoever is to end in order must be able to say so. */
  void heal() {
    all.values().forEach(Proxy::heal);
  }

  @Override
  public void close() throws IOException {
    for (Proxy proxy : all.values()) {
      proxy.close();
    }
  }
}
