package dev.lorsbench.cli.doctor;

import dev.lorsbench.cli.health.DashboardHealth;
import dev.lorsbench.cli.service.Address;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.Inspection;
import dev.lorsbench.db.OrchestratorStore;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.orchestrator.OrchestratorException;
import dev.lorsbench.orchestrator.TemporalConnection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the services at an address say: the ledger, Temporal, orchestrator, workers, dashboard. */
final class ServiceChecks {
  /** Heartbeats and leases are counted by the ledger's clock, so a little matters little. */
  private static final Duration SKEW = Duration.ofSeconds(10);

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Address address;
  private final String version;

  /**
   * Checks those services.
   *
   * @param version of this program, which workers should have too
   */
  ServiceChecks(Address address, String version) {
    this.address = address;
    this.version = version;
  }

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    boolean usable = ledger(findings);
    findings.add(temporal());
    if (usable) {
      try (Database database = Database.open(address.database())) {
        findings.add(orchestrator(database));
        findings.add(workers(database));
      }
    }
    if (!address.dashboard().isEmpty()) {
      findings.add(dashboard());
    }
    return findings;
  }

  private boolean ledger(List<Finding> findings) {
    try {
      Instant before = Instant.now();
      Inspection seen = Inspection.of(address.database());
      Duration off = apart(seen.clock(), before, Instant.now());
      findings.add(
          Finding.ok("postgresql", seen.server() + " at " + address.database().shownUrl()));
      findings.add(clock(off));
      Finding schema = schema(seen);
      findings.add(schema);
      return schema.verdict() == Finding.Verdict.OK;
    } catch (DatabaseException e) {
      findings.add(
          Finding.problem(
              "postgresql",
              e.getMessage(),
              "start it with `lors up`, or check LORS_DATABASE_URL, _USER and _PASSWORD"));
      return false;
    }
  }

  /** What two clocks differ by at least, one of which was read between two looks at the other. */
  static Duration apart(Instant read, Instant before, Instant after) {
    if (read.isBefore(before)) {
      return Duration.between(read, before);
    }
    return read.isAfter(after) ? Duration.between(after, read) : Duration.ZERO;
  }

  static Finding clock(Duration off) {
    String found = "%.1f s between this clock and the ledger's".formatted(off.toMillis() / 1e3);
    return off.compareTo(SKEW) > 0
        ? Finding.warning("clock", found, "synchronise both machines by NTP")
        : Finding.ok("clock", found);
  }

  private static Finding schema(Inspection seen) {
    if (seen.schema().isEmpty()) {
      return Finding.warning(
          "schema", "none yet", "it is made by the first `lors up` or `lors orchestrator`");
    }
    String found = "version " + seen.schema() + ", this program knows " + seen.newest();
    int order = Integer.compare(Integer.parseInt(seen.schema()), Integer.parseInt(seen.newest()));
    if (order > 0) {
      return Finding.problem("schema", found, "this program is older than the ledger: update it");
    }
    return order < 0
        ? Finding.warning("schema", found, "the next `lors up` brings it up to date")
        : Finding.ok("schema", found);
  }

  private Finding temporal() {
    try (TemporalConnection connection = TemporalConnection.open(address.temporal())) {
      String server = connection.serverVersion();
      return Finding.ok(
          "temporal", (server.isEmpty() ? "in-process" : server) + " at " + address.temporal());
    } catch (OrchestratorException e) {
      return Finding.problem(
          "temporal", e.getMessage(), "start it with `lors up`, or check LORS_TEMPORAL_ADDRESS");
    }
  }

  private Finding orchestrator(Database database) {
    Optional<OrchestratorStore.Row> newest = new OrchestratorStore(database).newest();
    if (newest.isEmpty()) {
      return Finding.warning(
          "orchestrator",
          "none was seen within a minute; sweeps wait",
          "start one with `lors orchestrator`, or all with `lors up`");
    }
    String found = newest.get().version() + " on " + newest.get().host();
    return newest.get().version().equals(version)
        ? Finding.ok("orchestrator", found)
        : Finding.problem(
            "orchestrator", found + ", this is " + version, "run one version everywhere");
  }

  private Finding workers(Database database) {
    List<WorkerStore.Row> alive = new WorkerStore(database).alive();
    if (alive.isEmpty()) {
      return Finding.warning(
          "workers", "none was seen within a minute", "start one with `lors worker`");
    }
    List<String> others =
        alive.stream()
            .filter(w -> !Objects.equals(w.version(), version))
            .map(w -> w.id() + " has " + w.version())
            .toList();
    String found = alive.size() + " alive";
    return others.isEmpty()
        ? Finding.ok("workers", found)
        : Finding.problem(
            "workers",
            found + "; " + String.join(", ", others) + ", this is " + version,
            "run one version everywhere");
  }

  private Finding dashboard() {
    String found = address.dashboard() + " does not answer";
    try {
      DashboardHealth health = DashboardHealth.at(URI.create(address.dashboard()), ANSWER);
      if (health.well()) {
        return Finding.ok("dashboard", "answers at " + address.dashboard());
      }
      found = address.dashboard() + " answers " + health.status();
    } catch (IOException e) {
      // said below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Finding.problem(
        "dashboard", found, "look into its log; start it with `lors up` or `lors dashboard`");
  }
}
