package dev.lorsbench.dashboard.live;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * The stream of changes that pages follow: events named for topics ({@code board}, {@code
 * sweep-ID}, {@code trial-ID}); what changed is then fetched as a fragment. Each stream has its own
 * thread, so that a slow reader delays nobody.
 */
public final class Events {
  /**
   * A comment this often finds readers that went away, and keeps proxies from closing the stream.
   */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,120}");
  private static final int MOST_TOPICS = 8;

  private final Pulse pulse;
  private final Semaphore places;

  /** At most {@code most} pages follow at once. */
  public Events(Pulse pulse, int most) {
    this.pulse = pulse;
    this.places = new Semaphore(most);
  }

  /** Serves one page until it goes away or the dashboard closes. */
  public void follow(SseClient client) {
    if (!places.tryAcquire()) {
      client.sendEvent("full", "too many pages follow; this one is not updated by itself");
      client.close();
      return;
    }
    try {
      follow(client, topics(client));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
      client.close();
    }
  }

  private void follow(SseClient client, Set<String> topics) throws InterruptedException {
    try (Pulse.Listener listener = pulse.listen(topics)) {
      Departure.watch(client.ctx().req(), listener::leave);
      send(client, topics); // what changed between the page and its stream must not be missed
      while (!client.terminated() && !listener.gone() && !pulse.closed()) {
        Set<String> changed = listener.next(HEARTBEAT);
        if (!listener.gone()) {
          send(client, changed);
        }
      }
    }
  }

  private static void send(SseClient client, Set<String> changed) {
    if (changed.isEmpty()) {
      client.sendComment("still here");
    }
    for (String topic : changed) {
      if (!client.terminated()) {
        client.sendEvent(topic, "changed");
      }
    }
  }

  private static Set<String> topics(SseClient client) {
    Set<String> topics = new TreeSet<>();
    for (String topic : client.ctx().queryParams("topic")) {
      if (topics.size() < MOST_TOPICS && TOPIC.matcher(topic).matches()) {
        topics.add(topic);
      }
    }
    return topics;
  }
}
