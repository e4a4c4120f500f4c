package dev.lorsbench.cli.chaos;

import dev.lorsbench.cli.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL, Temporal, an orchestrator, a dashboard and workers as processes of their own, with a
 * proxy between each two that talk.
 */
final class Cluster implements AutoCloseable {
  /** What {@code lors} runs, in the order in which it ends. */
  /** What the dashboard asks for. */
  static final String KEY = "a-key-for-the-chaos-tests";

  private static final List<String> LORS = List.of("worker", "dashboard", "orchestrator");

  private final Path data;
  private final Path folder;
  private final Path logs;
  private final Ledger ledger;
  private final TemporalServer temporal;
  private final int dashboardPort = Ports.free();
  private final Links links = new Links();
  private final Clocks clocks;
  private final Map<String, Service> services = new LinkedHashMap<>();

  /**
   * Starts everything.
   *
   * @param program the real Temporal server
   * @param data the workers' folder, which may be on a disk of its own
   */
  Cluster(Path program, Path folder, Path data) throws IOException {
    this.data = data;
    this.folder = folder;
    this.logs = Files.createDirectories(folder.resolve("logs"));
    Files.createDirectories(temporaryFiles());
    this.clocks = new Clocks(folder);
    this.ledger = Ledger.create(folder.resolve("postgres"));
    this.temporal = TemporalServer.of(program, folder, Ports.free());
    services.put(
        "postgresql", ledger.service(clocks.of("postgresql"), logs.resolve("postgresql.log")));
    services.put(
        "temporal", temporal.service(clocks.ofGo("temporal"), logs.resolve("temporal.log")));
    lors("orchestrator", "orchestrator");
    lors("dashboard", "dashboard", "--port", Integer.toString(dashboardPort));
    lors("worker", "worker", "--slots", "cpu:2", "--grace", "30", "--heap", "512");
    keep();
  }

  private void lors(String name, String... words) throws IOException {
    Map<String, String> environment = new HashMap<>(clocks.of(name));
    environment.put("LORS_DATABASE_URL", url(links.add(name, "postgresql", ledger.port())));
    environment.put("LORS_DATABASE_USER", Ledger.USER);
    environment.put("LORS_DATABASE_PASSWORD", "");
    environment.put(
        "LORS_TEMPORAL_ADDRESS", "127.0.0.1:" + links.add(name, "temporal", temporal.port()));
    environment.put("LORS_THREADS", "1");
    environment.put("LORS_DASHBOARD_TOKEN", KEY);
    environment.put("LORS_DATA_DIR", data.toString());
    environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporaryFiles());
    services.put(name, Service.lors(environment, logs.resolve(name + ".log"), List.of(words)));
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Starts again what has ended, as whoever runs a platform does. */
  void keep() {
    services.values().forEach(Service::keep);
  }

  /** The ledger's address, past every proxy. */
  String url() {
    return url(ledger.port());
  }

  /** Temporal's address, past every proxy. */
  String temporal() {
    return "127.0.0.1:" + temporal.port();
  }

  /** The dashboard's address. */
  URI dashboard() {
    return URI.create("http://127.0.0.1:" + dashboardPort);
  }

  /** Where {@code lors} puts files that are to go with their process. */
  Path temporaryFiles() {
    return folder.resolve("temporary");
  }

  Map<String, Proxy> links() {
    return links.all();
  }

  /** The wall clocks that can be set. */
  Map<String, Clock> clocks() {
    return clocks.all();
  }

  /** Names of all services. */
  List<String> services() {
    return new ArrayList<>(services.keySet());
  }

  Service service(String name) {
    return services.get(name);
  }

  /** Ends the workers and the rest of {@code lors} in order; the servers stay. */
  void stopLors() throws IOException, InterruptedException {
    for (String name : LORS) {
      services.get(name).close();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    links.heal();
    stopLors();
    services.get("temporal").close();
    services.get("postgresql").close();
    links.close();
  }
}
