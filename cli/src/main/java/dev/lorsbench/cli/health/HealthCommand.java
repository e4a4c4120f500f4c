package dev.lorsbench.cli.health;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.service.Address;
import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.orchestrator.Host;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConnection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors health}. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether a service on this host does its work: exit code 0 or 1, one line.",
      "An orchestrator does where Temporal was asked by it within a minute, a worker where the ledger"
          + " heard of it within a minute, a dashboard where it answers and reads the ledger."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  lors health worker", "  lors health dashboard --port 8080"})
public final class HealthCommand implements Callable<Integer> {
  private static final Duration RECENT = Duration.ofMinutes(1);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** What can be asked about. */
  private enum Service {
    orchestrator,
    worker,
    dashboard
  }

  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "SERVICE", description = "One of ${COMPLETION-CANDIDATES}.")
  private Service service;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The dashboard's port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(
        switch (service) {
          case orchestrator -> orchestrator();
          case worker -> worker();
          case dashboard -> dashboard();
        });
    return 0;
  }

  private String orchestrator() {
    Address address = connect.address();
    try (TemporalConnection temporal = TemporalConnection.open(address.temporal())) {
      String here = "@" + Host.name();
      if (temporal.pollers(TaskQueues.CONTROL, RECENT).stream().noneMatch(p -> p.endsWith(here))) {
        throw new CliException(
            "no orchestrator of " + Host.name() + " asked Temporal within a minute");
      }
      return "ok: it polls " + address.temporal();
    }
  }

  private String worker() {
    String here = Host.name();
    try (Database database = Database.open(connect.address().database())) {
      long alive = new WorkerStore(database).heardOf(here);
      if (alive == 0) {
        throw new CliException("the ledger heard of no worker of " + here + " within a minute");
      }
      return "ok: " + alive + " alive";
    }
  }

  private String dashboard() throws IOException, InterruptedException {
    DashboardHealth health = DashboardHealth.at(URI.create("http://127.0.0.1:" + port), ANSWER);
    if (!health.well()) {
      throw new CliException(health.uri() + " answers " + health.status());
    }
    return "ok";
  }
}
