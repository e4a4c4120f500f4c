package dev.lorsbench.cli.service;

import dev.lorsbench.cli.Interrupts;
import dev.lorsbench.cli.Logs;
import dev.lorsbench.cli.embedded.Ports;
import dev.lorsbench.dashboard.Dashboard;
import dev.lorsbench.db.Database;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConnection;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors dashboard}. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = "Runs the dashboard alone: pages, live updates and the JSON API.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors dashboard --port 8080 --host 0.0.0.0 --database-url jdbc:postgresql://db/lorsbench",
      "  LORS_DATABASE_URL=... LORS_TEMPORAL_ADDRESS=... lors dashboard"
    })
public final class DashboardCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() {
    Interrupts.interruptThisThread();
    Logs.toStderr();
    if (port != 0) {
      Ports.requireFree(host, port);
    }
    Address address = connect.address();
    try (Database database = Database.open(address.database());
        TemporalConnection temporal = TemporalConnection.open(address.temporal());
        Dashboard dashboard =
            Dashboard.start(
                database,
                new Control(temporal.client(), database, TaskQueues.TRAIN_CPU),
                host,
                port)) {
      System.out.println("Dashboard: http://" + host + ":" + dashboard.port());
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException stop) {
      return Interrupts.terminated() ? 0 : Interrupts.code();
    }
  }
}
