package dev.lorsbench.cli.lowrank;

import ai.djl.Device;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.NetworkConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.lowrank.ClassifierStacks;
import dev.lorsbench.models.lowrank.DetectorCompression;
import dev.lorsbench.models.lowrank.LayerError;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.workers.saved.ModelCard;
import dev.lorsbench.workers.saved.SavedClassifier;
import dev.lorsbench.workers.saved.SavedDetector;
import dev.lorsbench.workers.saved.SavedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits shared and low-rank parts to a trained full model. */
@Command(
    name = "compress",
    description = {
      "Fits LORS's shared and low-rank parts to a trained full model's stack.",
      "A DeiT becomes a LORS DeiT (qkv, proj, fc1, fc2), an AdaMixer the LORS detector of its"
          + " geometry (output projections and kernel generators); all else is copied.",
      "W_shared is the mean over the stack, then --rounds times the mean of what the private"
          + " parts leave; private parts are the truncated SVD of W - W_shared. A detector's"
          + " common generator is the mean, its private parts a truncated higher-order SVD."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors compress runs/deit --rank 32 --out low.safetensors",
      "  lors compress runs/adamixer --rank 8 --kernel-rank 16 --out low.safetensors --json",
      "  lors models deit-tiny-lors > low.yaml        the compressed model's configuration",
      "  lors train --task classification --data cifar10-mini --config low.yaml \\",
      "      --from low.safetensors --out tuned         trains on from there",
      "",
      "Prints |W - fitted| / |W| of each layer, and the configuration that --from needs."
    })
public final class CompressCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CHECKPOINT",
      description = "A run's folder, a model.safetensors or one of a run's checkpoints.")
  private Path checkpoint;

  @Option(
      names = "--rank",
      paramLabel = "R",
      required = true,
      description = "Rank of the private part of each linear layer (of a detector: LORST).")
  private int rank;

  @Option(
      names = "--kernel-rank",
      paramLabel = "K",
      defaultValue = "16",
      description = "A detector's kernel_sizes, the rank of LORSA (default: ${DEFAULT-VALUE}).")
  private int kernelRank;

  @Option(
      names = "--kernel-groups",
      paramLabel = "N",
      defaultValue = "1",
      description = "A detector's kernel_groups, products of LORSA (default: ${DEFAULT-VALUE}).")
  private int kernelGroups;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Refinements of the shared weights, 0 to 100 (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The new file.")
  private Path out;

  @Option(names = "--json", description = "Prints one JSON object instead of a table.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (rank < 0 || rounds < 0 || rounds > 100) {
      throw CliException.usage(
          "--rank must be 0 or more and --rounds 0 to 100; they are " + rank + ", " + rounds);
    }
    WeightsFile.requireFolder(out);
    SavedFile file = SavedFile.open(checkpoint);
    NetworkConfig model = file.card().model();
    if (model.lowRank()) {
      throw new ConfigException(file.file() + " holds a LORS model; give one of plain weights");
    }
    Terminal.stderr().line("fitting rank " + rank + " to " + file.file());
    CompressionReport report =
        switch (model.task()) {
          case DETECTION -> detector();
          case CLASSIFICATION -> classifier();
        };
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(json ? report.json() : report.table());
    stdout.flush();
    return 0;
  }

  private CompressionReport classifier() throws IOException {
    List<LayerError> errors = new ArrayList<>();
    try (SavedClassifier full = SavedClassifier.open(checkpoint, Device.cpu());
        VisionTransformer fitted =
            ClassifierStacks.compressed(full.classifier(), rank, rounds, errors)) {
      ModelCard card = card(full.card(), fitted.config());
      WeightsFile.write(out, fitted.weights(), card);
      long before = WeightsFile.parameters(full.classifier().weights());
      long after = WeightsFile.parameters(fitted.weights());
      return new CompressionReport(out, card.model(), before, after, errors);
    }
  }

  private CompressionReport detector() throws IOException {
    List<LayerError> errors = new ArrayList<>();
    DetectorCompression.Ranks ranks = new DetectorCompression.Ranks(rank, kernelRank, kernelGroups);
    try (SavedDetector full = SavedDetector.open(checkpoint, Device.cpu());
        Detector fitted = DetectorCompression.compressed(full.detector(), ranks, rounds, errors)) {
      ModelCard card = card(full.card(), fitted.config());
      WeightsFile.write(out, fitted.weights(), card);
      long before = WeightsFile.parameters(full.detector().weights());
      long after = WeightsFile.parameters(fitted.weights());
      return new CompressionReport(out, card.model(), before, after, errors);
    }
  }

  private static ModelCard card(ModelCard full, NetworkConfig fitted) {
    return full.withModel(fitted);
  }
}
