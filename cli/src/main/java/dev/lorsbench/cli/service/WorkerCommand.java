package dev.lorsbench.cli.service;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.Logs;
import dev.lorsbench.cli.verify.GpuProof;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.workers.process.CheckpointPlace;
import dev.lorsbench.workers.process.Slots;
import dev.lorsbench.workers.process.WorkerConfig;
import dev.lorsbench.workers.process.WorkerProcess;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors worker}. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one worker: one trial at a time on one device, until Ctrl-C. With --slots it keeps one"
          + " process a device running, each with a device of its own.",
      "Asked to end (SIGTERM, Ctrl-C) a worker finishes its step, writes a checkpoint and gives the"
          + " trial back, which is not counted against it.",
      "Checkpoints go to --checkpoints, which workers on one queue share. Exit code 75 asks to be"
          + " started again: memory ran out or a run hung."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors worker                                   one more beside a running `lors up`",
      "  lors worker --slots gpu:8                     one process for each of eight GPUs",
      "  lors worker --slots cpu:2 --grace 120         the processors in two halves",
      "  lors worker --queue train.gpu.1 --device cuda:0 --temporal temporal:7233 \\",
      "      --database-url jdbc:postgresql://db/lorsbench --checkpoints /shared/lors",
      "  AWS_ENDPOINT_URL_S3=https://minio:9000 lors worker --checkpoints s3://lors/checkpoints"
    })
public final class WorkerCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Option(
      names = "--slots",
      paramLabel = "cpu:N|gpu:N",
      description =
          "Keeps N processes running, on the processors in N parts or on GPUs 0 to N-1; says the"
              + " queue and device too.")
  private String slots;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "${env:LORS_GRACE_SECONDS:-60}",
      description =
          "How long a worker that is asked to end may take to finish its step and checkpoint"
              + " (default: ${DEFAULT-VALUE}).")
  private int grace;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "2048",
      description = "Largest Java heap of each slot's process (default: ${DEFAULT-VALUE}).")
  private int heapMib;

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
      names = "--stall",
      paramLabel = "SECONDS",
      defaultValue = "${env:LORS_STALL_SECONDS:-1800}",
      description =
          "A run of which nothing ends for so long hangs, and its process is replaced; longer than"
              + " any step (default: ${DEFAULT-VALUE}).")
  private int stall;

  @Option(
      names = "--slot-name",
      hidden = true,
      defaultValue = "${env:LORS_SLOT}",
      description = "What --slots calls the process in the ledger.")
  private String slotName;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR|s3://BUCKET/PREFIX",
      defaultValue = "${env:" + CheckpointPlace.VARIABLE + "}",
      description =
          "Where checkpoints and last weights go: a folder, shared by all workers of the queue, or"
              + " an S3-compatible store, named by AWS_ENDPOINT_URL_S3 and AWS_REGION, with"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_SHARED_CREDENTIALS_FILE"
              + " (default: LORS_CHECKPOINTS, else the data directory).")
  private String checkpoints;

  @Override
  public Integer call() {
    Logs.toStderr();
    requireRange("--threads", threads, 0, 1024);
    requireRange("--stall", stall, 1, 999_999);
    requireRange("--grace", grace, 1, 999_999);
    requireRange("--heap", heapMib, 64, 1_000_000);
    Address address = connect.address();
    if (slots != null) {
      return new SlotProcesses(Slots.parse(slots), heapMib, connect.folder().toAbsolutePath())
          .run(config(address));
    }
    GpuProof.require(device());
    return new WorkerProcess(config(address)).run();
  }

  private static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw CliException.usage("%s is %d; allowed is %d to %d".formatted(name, value, least, most));
    }
  }

  private WorkerConfig config(Address address) {
    CheckpointPlace place = CheckpointPlace.of(checkpoints, connect.folder());
    int processors = Runtime.getRuntime().availableProcessors();
    int usual = slots == null ? processors : Slots.parse(slots).threads(processors);
    return new WorkerConfig(
        address.temporal(),
        address.database(),
        place.folder(),
        place.store(),
        slots == null ? queue : Slots.parse(slots).queue(),
        device(),
        threads == 0 ? usual : threads,
        Duration.ofSeconds(stall),
        Duration.ofSeconds(grace),
        slotName == null ? "" : slotName);
  }

  private String device() {
    if (device != null && !device.isBlank()) {
      return device;
    }
    boolean gpu = slots == null ? queue.startsWith("train.gpu") : Slots.parse(slots).gpu();
    return gpu ? "cuda" : "cpu";
  }
}
