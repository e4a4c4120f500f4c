package dev.lorsbench.cli.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * What a dashboard says of itself.
 *
 * @param uri that was asked
 * @param status of its answer; 200 where it reads the ledger
 */
public record DashboardHealth(URI uri, int status) {
  private static final int WELL = 200;

  /**
   * Asks the dashboard at an address.
   *
   * @param limit how long an answer may take
   * @throws IOException where there is none
   */
  public static DashboardHealth at(URI address, Duration limit)
      throws IOException, InterruptedException {
    URI uri = address.resolve("/healthz");
    HttpRequest health = HttpRequest.newBuilder(uri).timeout(limit).build();
    HttpResponse<Void> answer =
        HttpClient.newHttpClient().send(health, HttpResponse.BodyHandlers.discarding());
    return new DashboardHealth(uri, answer.statusCode());
  }

  /** Whether it answers and reads the ledger. */
  public boolean well() {
    return status == WELL;
  }
}
