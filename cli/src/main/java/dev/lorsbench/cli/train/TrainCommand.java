package dev.lorsbench.cli.train;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.GivenText;
import dev.lorsbench.cli.device.DeviceOptions;
import dev.lorsbench.cli.model.NamedModel;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.cli.verify.GpuProof;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.NetworkConfig;
import dev.lorsbench.experiment.StartWeights;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.workers.training.LocalRun;
import dev.lorsbench.workers.training.TrainingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains and evaluates on a data set, into a folder that can be gone on with. */
@Command(
    name = "train",
    description = {
      "Trains and evaluates a model on a data set, without any server.",
      "For detection DIR has train/, val/ and annotations/instances_{train,val}.json; for"
          + " classification train_batch.bin, test_batch.bin and batches.meta.txt in CIFAR-10's"
          + " binary layout. Run again with the same --out, it goes on from the last checkpoint;"
          + " Ctrl-C writes one first."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors train --data bccd --preset lors-tiny --size 160 --steps 1200 --batch 4 --out run",
      "  lors train --data bccd --config mine.yaml --set flip=0 --set schedule=cosine --out run",
      "  lors train --task classification --data cifar10-mini --preset deit-tiny-lors --out run",
      "  lors train --data bccd --preset lors-tiny --set 'optimiser={ema: 0.999}' --out run",
      "",
      "OUT ends with model.safetensors and result.json (ap, ap50, ap75 or top1,",
      "decoder_parameters, seconds, ...), which is also printed; metrics.jsonl and checkpoints/"
          + " grow meanwhile.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped."
    })
public final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The data set's folder.")
  private Path data;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "detection",
      description = "detection or classification; ${DEFAULT-VALUE} if not given.")
  private String task;

  @ArgGroup(multiplicity = "1")
  private NamedModel model;

  @Option(names = "--size", paramLabel = "PIXELS", description = "Images are stretched to this.")
  private Integer size;

  @Option(names = "--steps", paramLabel = "N", description = "Optimiser steps.")
  private Integer steps;

  @Option(names = "--batch", paramLabel = "N", description = "Images a step.")
  private Integer batch;

  @Option(names = "--lr", paramLabel = "RATE", description = "AdamW's peak learning rate.")
  private Double rate;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Begins with the weights of this run or file, by name, instead of fresh ones.")
  private Path from;

  @Option(names = "--seed", paramLabel = "N", description = "Weights, order and augmentation.")
  private Long seed;

  @Option(
      names = "--on-nan",
      paramLabel = "POLICY",
      description = "fail, or skip:N to go on without up to N steps that are not finite.")
  private String onNan;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      description = "float32, or bfloat16 (bf16) for products and convolutions.")
  private String precision;

  @Option(
      names = "--checkpoint-stages",
      description = "Computes decoder stages again on the way back: less memory, the same bits.")
  private boolean checkpointStages;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Any other key of train: (docs/training.md), such as flip, schedule or evaluate_every.")
  private Map<String, String> others = new LinkedHashMap<>();

  @Mixin private DeviceOptions device;

  @Option(
      names = "--deterministic",
      description = "Refuses a device on which the same run may end with other bits: all but cpu.")
  private boolean deterministic;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "The run's folder.")
  private Path out;

  @Option(names = "--json", description = "Prints nothing but the result.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    int threads = device.threads();
    if (deterministic && !device.name().equals("cpu")) {
      throw CliException.usage(
          "--deterministic needs --device cpu; on %s sums are taken in changing order"
              .formatted(device.name()));
    }
    TrialSpec trial = trial(TaskKind.of(task));
    GpuProof.require(device.name());
    TrainingOptions options = TrainingOptions.cores(threads).on(device.name());
    TrainingLines lines = new TrainingLines(Terminal.stderr(), json, trial.task());
    try (Interruption interruption = new Interruption(lines)) {
      return run(trial, options, lines);
    }
  }

  private TrialSpec trial(TaskKind kind) throws IOException {
    return new TrialSpec(
        name(),
        model(kind),
        TrainConfig.parse(training(), "command line", kind),
        DataConfig.folder(data.toAbsolutePath().normalize().toString(), kind),
        Optional.ofNullable(from).map(f -> new StartWeights(f.toAbsolutePath().toString(), "")));
  }

  private int run(TrialSpec trial, TrainingOptions options, TrainingLines lines) {
    try {
      String result = LocalRun.run(trial, out.toAbsolutePath(), options, lines);
      PrintWriter stdout = spec.commandLine().getOut();
      stdout.print(result);
      stdout.flush();
      return 0;
    } catch (TrialException e) {
      if (e.failure() != Failure.CANCELLED) {
        throw e;
      }
      Terminal.stderr().line("lors: " + e.getMessage() + "; the same command goes on from there");
      return CliException.INTERRUPTED;
    }
  }

  private String name() {
    return model.preset().orElseGet(() -> nameOf(model.config()));
  }

  private static String nameOf(Path config) {
    String file = config.getFileName().toString().replaceAll("\\.[^.]*$", "");
    return file.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "model-");
  }

  private NetworkConfig model(TaskKind kind) throws IOException {
    Path file = model.config();
    return model.preset().isPresent()
        ? NetworkConfig.preset(model.preset().get(), kind)
        : NetworkConfig.parse(GivenText.read(file), file.toString(), kind);
  }

  /** What was asked for, as YAML; the keys' own checks see it. */
  private String training() {
    Map<String, Object> asked = new LinkedHashMap<>(others);
    put(asked, "size", size);
    put(asked, "steps", steps);
    put(asked, "batch", batch);
    put(asked, "learning_rate", rate);
    put(asked, "seed", seed);
    put(asked, "on_nan", onNan == null ? null : '"' + onNan.replace("\"", "") + '"');
    put(asked, "compute", compute());
    return asked.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String compute() {
    List<String> keys = new ArrayList<>();
    if (precision != null) {
      keys.add("precision: " + (precision.equals("bf16") ? "bfloat16" : precision));
    }
    if (checkpointStages) {
      keys.add("checkpoint_stages: true");
    }
    return keys.isEmpty() ? null : "{" + String.join(", ", keys) + "}";
  }

  private static void put(Map<String, Object> asked, String key, Object value) {
    if (value != null && asked.put(key, value) != null) {
      throw CliException.usage(key + " is given twice, by its own option and by --set");
    }
  }
}
