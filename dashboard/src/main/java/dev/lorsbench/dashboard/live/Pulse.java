package dev.lorsbench.dashboard.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ledger's state once an interval, however many pages are open, and tells which topics
 * changed. It rests while nobody listens. All fields but the shared views are guarded by this.
 */
public final class Pulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final int MOST_SHARED = 512;

  private final Supplier<Map<String, String>> ledger;
  private final Duration interval;
  private final Thread poller;
  private final Map<String, Object> shared = new ConcurrentHashMap<>();
  private final Map<String, Long> changedAt = new HashMap<>();
  private Map<String, String> known = Map.of();
  private long version;
  private int listeners;
  private boolean failing;
  private boolean closed;

  /**
   * Starts the poller.
   *
   * @param ledger reads, for each topic, a text that differs when the topic's pages do
   */
  public Pulse(Supplier<Map<String, String>> ledger, Duration interval) {
    this.ledger = ledger;
    this.interval = interval;
    this.poller = new Thread(this::poll, "dashboard-pulse");
    poller.setDaemon(true);
    poller.start();
  }

  /** A page's place in the stream of changes. Close it when the page goes. */
  public final class Listener implements AutoCloseable {
    private final Set<String> topics;
    private long seen;
    private boolean gone;

    private Listener(Set<String> topics, long seen) {
      this.topics = Set.copyOf(topics);
      this.seen = seen;
    }

    /**
     * The topics that changed since the last call; waits for the first.
     *
     * @return empty after {@code atMost} without a change
     */
    public Set<String> next(Duration atMost) throws InterruptedException {
      synchronized (Pulse.this) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!closed && !gone && changed().isEmpty()) {
          long left = (end - System.nanoTime()) / 1_000_000;
          if (left <= 0) {
            return Set.of();
          }
          Pulse.this.wait(left);
        }
        Set<String> changed = changed();
        seen = version;
        return changed;
      }
    }

    /** Ends the waiting of {@link #next}: its page went away. */
    public void leave() {
      synchronized (Pulse.this) {
        gone = true;
        Pulse.this.notifyAll();
      }
    }

    /** Whether {@link #leave} was called. */
    public boolean gone() {
      synchronized (Pulse.this) {
        return gone;
      }
    }

    private Set<String> changed() {
      Set<String> changed = new TreeSet<>();
      for (String topic : topics) {
        if (changedAt.getOrDefault(topic, 0L) > seen) {
          changed.add(topic);
        }
      }
      return changed;
    }

    @Override
    public void close() {
      synchronized (Pulse.this) {
        listeners--;
      }
    }
  }

  /** Begins to follow topics. */
  public synchronized Listener listen(Set<String> topics) {
    listeners++;
    notifyAll();
    return new Listener(topics, version);
  }

  /** How many pages follow. */
  public synchronized int listeners() {
    return listeners;
  }

  /** Whether {@link #close} was called. */
  public synchronized boolean closed() {
    return closed;
  }

  /**
   * What {@code read} gives, read once between two changes of the ledger for all who ask by the
   * same key.
   */
  @SuppressWarnings("unchecked")
  public <V> V shared(String key, Supplier<V> read) {
    if (listeners() == 0 || shared.size() > MOST_SHARED) {
      return read.get();
    }
    return (V) shared.computeIfAbsent(key, k -> read.get());
  }

  private void poll() {
    try {
      while (awaitListener()) {
        look();
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitListener() throws InterruptedException {
    while (listeners == 0 && !closed) {
      shared.clear();
      wait();
    }
    return !closed;
  }

  private void look() {
    try {
      accept(ledger.get());
    } catch (RuntimeException e) {
      complain(e);
    }
  }

  private synchronized void accept(Map<String, String> state) {
    Set<String> topics = new TreeSet<>(known.keySet());
    topics.addAll(state.keySet());
    topics.removeIf(t -> known.getOrDefault(t, "").equals(state.getOrDefault(t, "")));
    known = state;
    failing = false;
    if (!topics.isEmpty()) {
      version++;
      topics.forEach(t -> changedAt.put(t, version));
      shared.clear();
      notifyAll();
    }
  }

  /** Once a spell of failures, not once a second. */
  private synchronized void complain(RuntimeException e) {
    if (!failing) {
      LOG.warn("live updates pause: the ledger cannot be read: {}", e.toString());
    }
    failing = true;
  }

  private synchronized void pause() throws InterruptedException {
    long end = System.nanoTime() + interval.toNanos();
    for (long left = interval.toMillis(); left > 0 && !closed; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    poller.interrupt();
  }
}
