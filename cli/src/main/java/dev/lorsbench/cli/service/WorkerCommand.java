package dev.lorsbench.cli.service;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.Logs;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.workers.process.WorkerConfig;
import dev.lorsbench.workers.process.WorkerProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors worker}. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one worker: one trial at a time on one device, until Ctrl-C.",
      "Checkpoints go to the data directory, which workers on one queue share. Exit code 75 asks to"
          + " be started again: memory ran out."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors worker                                   one more beside a running `lors up`",
      "  lors worker --queue train.gpu.1 --device cuda:0 --temporal temporal:7233 \\",
      "      --database-url jdbc:postgresql://db/lorsbench --checkpoints /shared/lors"
    })
public final class WorkerCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Option(
      names = "--queue",
      paramLabel = "QUEUE",
      defaultValue = "${env:LORS_QUEUE:-" + TaskQueues.TRAIN_CPU + "}",
      description = "Task queue to poll (default: LORS_QUEUE, else " + TaskQueues.TRAIN_CPU + ").")
  private String queue;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "${env:LORS_DEVICE}",
      description = "cpu, cuda, cuda:1 or auto (default: cpu, on GPU queues cuda).")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "${env:LORS_THREADS:-0}",
      description = "Native threads; 0 takes all cores (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = "Folder of checkpoints (default: the data directory).")
  private Path checkpoints;

  @Override
  public Integer call() {
    Logs.toStderr();
    Address address = connect.address();
    if (threads < 0 || threads > 1024) {
      throw CliException.usage("--threads is " + threads + "; allowed is 0 to 1024");
    }
    WorkerConfig config =
        new WorkerConfig(
            address.temporal(),
            "default",
            address.database(),
            checkpoints == null ? connect.folder().toAbsolutePath() : checkpoints.toAbsolutePath(),
            queue,
            device(),
            threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
    return new WorkerProcess(config).run();
  }

  private String device() {
    if (device != null && !device.isBlank()) {
      return device;
    }
    return queue.startsWith("train.gpu") ? "cuda" : "cpu";
  }
}
