package dev.lorsbench.cli.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between two processes: forwards TCP, and can be cut. */
final class Proxy implements AutoCloseable {
  /** Which way bytes go. */
  enum Direction {
    /** From who connected. */
    REQUESTS,
    /** To who connected. */
    ANSWERS
  }

  private final ServerSocket server;
  private final int target;
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private final Set<Direction> held = EnumSet.noneOf(Direction.class);
  private volatile boolean refuses;
  private volatile boolean swallows;

  /** Forwards from a free port of this machine to another one. */
  Proxy(int target) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Nothing arrives from there: bytes and ends are held, connections stay open. */
  synchronized void hold(Direction... directions) {
    held.addAll(Arrays.asList(directions));
  }

  /** Connections break, new ones are refused. */
  void cut() {
    refuses = true;
    passages.forEach(Passage::end);
  }

  /**
   * Connections, and those made until it heals, stay open for ever and nothing arrives by them, not
   * even that the other side closed: as behind a firewall that was restarted.
   */
  void swallow() {
    swallows = true;
    passages.forEach(Passage::lose);
  }

  /** As if nothing had been, but for connections that are lost. */
  synchronized void heal() {
    held.clear();
    refuses = false;
    swallows = false;
    notifyAll();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket from = server.accept();
        daemon(() -> join(from));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket from) {
    try {
      Passage passage =
          new Passage(this, from, new Socket(InetAddress.getLoopbackAddress(), target));
      passages.add(passage);
      if (refuses) {
        passage.end();
      } else if (swallows) {
        passage.lose();
      }
      daemon(passage::answers);
      passage.requests();
    } catch (IOException nobodyThere) {
      Passage.end(from);
    }
  }

  /** Returns once bytes may go that way. */
  synchronized void await(Direction direction) throws IOException {
    try {
      while (held.contains(direction)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    heal();
    server.close();
    passages.forEach(Passage::end);
  }
}
