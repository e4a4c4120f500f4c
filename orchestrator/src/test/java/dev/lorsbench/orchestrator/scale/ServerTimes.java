package dev.lorsbench.orchestrator.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where requests spend their time in the real Temporal server, by its own metrics since the start.
 *
 * <p>Seconds spent in an operation over seconds that passed are how many of it were under way on
 * average (Little's law). SQLite's one connection serves one at a time, so a sum of 1 and more says
 * that requests stood in line for it.
 */
final class ServerTimes {
  private static final int LISTED = 8;

  /** The server's histograms whose sums are seconds spent, by what they are called here. */
  private static final Map<String, String> WAITS =
      Map.of(
          "persistence_latency", "database",
          "visibility_persistence_latency", "database of lists",
          "dd_shard_io_semaphore_latency", "waits for the shard's turn at the database",
          "dd_shard_lock_latency", "waits for the shard's lock");

  private static final Pattern LINE =
      Pattern.compile("(\\w+)_(sum|count)\\{([^}]*)\\} ([-+.eE\\d]+)");
  private static final Pattern OPERATION = Pattern.compile("operation=\"(\\w+)\"");

  private final URI page;
  private final Map<String, Spent> before;

  /** Requests of one kind, and how long they took together. */
  private record Spent(double seconds, double requests) {
    Spent plus(Spent other) {
      return new Spent(seconds + other.seconds, requests + other.requests);
    }

    Spent minus(Spent other) {
      return new Spent(seconds - other.seconds, requests - other.requests);
    }
  }

  ServerTimes(URI page) {
    this.page = page;
    this.before = now();
  }

  /** What took the longest, line by line. */
  String text(double passed) {
    Map<String, Spent> since = now();
    before.forEach((kind, spent) -> since.computeIfPresent(kind, (k, s) -> s.minus(spent)));
    StringBuilder text = new StringBuilder("Temporal's own times, most first:\n");
    since.entrySet().stream()
        .sorted(Comparator.comparingDouble(e -> -e.getValue().seconds()))
        .limit(LISTED)
        .forEach(
            e ->
                text.append(
                    "  %-60s %9.0f times %8.2f ms each %7.2f under way on average%n"
                        .formatted(
                            e.getKey(),
                            e.getValue().requests(),
                            1e3 * e.getValue().seconds() / e.getValue().requests(),
                            e.getValue().seconds() / passed)));
    return text.toString();
  }

  private Map<String, Spent> now() {
    Map<String, Spent> spent = new TreeMap<>();
    for (String line : metrics().split("\n")) {
      Matcher m = LINE.matcher(line);
      if (m.matches() && WAITS.containsKey(m.group(1))) {
        add(spent, m);
      }
    }
    return spent;
  }

  /** Adds a line to its kind and, within the database, to its operation. */
  private static void add(Map<String, Spent> spent, Matcher line) {
    double value = Double.parseDouble(line.group(4));
    Spent more = line.group(2).equals("sum") ? new Spent(value, 0) : new Spent(0, value);
    String kind = WAITS.get(line.group(1));
    spent.merge(kind, more, Spent::plus);
    Matcher operation = OPERATION.matcher(line.group(3));
    if (line.group(1).equals("persistence_latency") && operation.find()) {
      spent.merge(kind + ": " + operation.group(1), more, Spent::plus);
    }
  }

  private String metrics() {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Temporal was asked for its metrics", e);
    }
  }
}
