package dev.lorsbench.cli.service;

import dev.lorsbench.cli.Interrupts;
import dev.lorsbench.cli.Logs;
import dev.lorsbench.cli.embedded.Ports;
import dev.lorsbench.dashboard.Dashboard;
import dev.lorsbench.dashboard.DashboardOptions;
import dev.lorsbench.db.Database;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConnection;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lors dashboard}. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = "Runs the dashboard alone: pages, live updates and the JSON API.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors dashboard --port 8080 --host 0.0.0.0 --allow-host lors.example.com",
      "  LORS_DATABASE_URL=... LORS_TEMPORAL_ADDRESS=... lors dashboard"
    })
public final class DashboardCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Mixin private DashboardArguments arguments;

  @Override
  public Integer call() {
    Interrupts.interruptThisThread();
    Logs.toStderr();
    Address address = connect.address();
    DashboardOptions options = arguments.options(connect.folder());
    if (options.port() != 0) {
      Ports.requireFree(options.host(), options.port());
    }
    try (Database database = Database.open(address.database());
        TemporalConnection temporal = TemporalConnection.open(address.temporal());
        Dashboard dashboard =
            Dashboard.start(
                database,
                new Control(temporal.client(), database, TaskQueues.TRAIN_CPU),
                options)) {
      System.out.println("Dashboard: " + dashboard.address());
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException stop) {
      return Interrupts.terminated() ? 0 : Interrupts.code();
    }
  }
}
