package dev.lorsbench.cli.service;

import dev.lorsbench.cli.Interrupts;
import dev.lorsbench.cli.Logs;
import dev.lorsbench.db.Database;
import dev.lorsbench.orchestrator.Orchestrator;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConnection;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors orchestrator}. */
@Command(
    name = "orchestrator",
    mixinStandardHelpOptions = true,
    description = "Runs the orchestrator alone: workflows and the ledger's activities.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors orchestrator --database-url jdbc:postgresql://db/lorsbench --temporal temporal:7233",
      "  LORS_DATABASE_URL=... LORS_TEMPORAL_ADDRESS=... lors orchestrator"
    })
public final class OrchestratorCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Option(
      names = "--train-queue",
      paramLabel = "QUEUE",
      defaultValue = TaskQueues.TRAIN_CPU,
      description = "Task queue of sweeps that are submitted here (default: ${DEFAULT-VALUE}).")
  private String queue;

  @Override
  public Integer call() {
    Interrupts.interruptThisThread();
    Logs.toStderr();
    Address address = connect.address();
    try (Database database = Database.open(address.database());
        TemporalConnection temporal = TemporalConnection.open(address.temporal());
        Orchestrator orchestrator = Orchestrator.start(temporal, database, queue)) {
      System.err.println("lors: the orchestrator polls " + address.temporal());
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException stop) {
      return Interrupts.terminated() ? 0 : Interrupts.code();
    }
  }
}
