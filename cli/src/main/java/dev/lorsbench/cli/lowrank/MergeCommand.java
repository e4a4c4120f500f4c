package dev.lorsbench.cli.lowrank;

import ai.djl.Device;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.NetworkConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.lowrank.ClassifierStacks;
import dev.lorsbench.models.lowrank.DetectorMerging;
import dev.lorsbench.models.lowrank.Equivalence;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.models.weights.Weights;
import dev.lorsbench.workers.saved.ModelCard;
import dev.lorsbench.workers.saved.SavedClassifier;
import dev.lorsbench.workers.saved.SavedDetector;
import dev.lorsbench.workers.saved.SavedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sums shared and low-rank parts into plain weights, and proves that nothing changed. */
@Command(
    name = "merge",
    description = {
      "Merges a LORS model's shared and low-rank parts into plain weights, for export.",
      "A classifier becomes the plain DeiT, a detector the AdaMixer of its geometry (LORST and"
          + " LORSA are both linear, so that their sum is AdaMixer's own projection and generator)."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors merge runs/deit --out deit-plain.safetensors",
      "  lors merge runs/first/checkpoints/step-00000400.json --out plain.safetensors --json",
      "",
      "Both models are run on the same images. The greatest |a - b| / max(1, |b|) over their",
      "outputs is printed; beyond 1e-5 nothing is written and the exit code is 1."
    })
public final class MergeCommand implements Callable<Integer> {
  private static final double ALLOWED = 1e-5;
  private static final int IMAGE = 64;

  @Parameters(
      paramLabel = "CHECKPOINT",
      description = "A run's folder, a model.safetensors or one of a run's checkpoints.")
  private Path checkpoint;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The new file.")
  private Path out;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    WeightsFile.requireFolder(out);
    SavedFile file = SavedFile.open(checkpoint);
    NetworkConfig model = file.card().model();
    if (!model.lowRank()) {
      throw new ConfigException(
          file.file()
              + " holds a model of plain weights ("
              + model.family()
              + "); nothing to merge");
    }
    switch (model.task()) {
      case DETECTION -> detector();
      case CLASSIFICATION -> classifier();
    }
    return 0;
  }

  private void classifier() throws IOException {
    try (SavedClassifier low = SavedClassifier.open(checkpoint, Device.cpu());
        VisionTransformer plain = ClassifierStacks.merged(low.classifier())) {
      double deviation = Equivalence.deviation(low.classifier(), plain);
      write(
          low.classifier().weights(), plain.weights(), card(low.card(), plain.config()), deviation);
    }
  }

  private void detector() throws IOException {
    try (SavedDetector low = SavedDetector.open(checkpoint, Device.cpu());
        Detector plain = DetectorMerging.merged(low.detector())) {
      double deviation = Equivalence.deviation(low.detector(), plain, IMAGE);
      write(low.detector().weights(), plain.weights(), card(low.card(), plain.config()), deviation);
    }
  }

  private static ModelCard card(ModelCard low, NetworkConfig plain) {
    return low.withModel(plain);
  }

  private void write(Weights low, Weights plain, ModelCard card, double deviation)
      throws IOException {
    if (!(deviation <= ALLOWED)) {
      throw new CliException(
          "the merged model's outputs deviate by %.2e; at most %.0e is allowed; nothing was written"
              .formatted(deviation, ALLOWED));
    }
    WeightsFile.write(out, plain, card);
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(json ? json(low, plain, card, deviation) : text(low, plain, card, deviation));
    stdout.flush();
  }

  private String json(Weights low, Weights plain, ModelCard card, double deviation) {
    return Json.text(
        new Json()
            .put("file", out.toString())
            .put("family", card.model().family())
            .put("parameters_before", WeightsFile.parameters(low))
            .put("parameters", WeightsFile.parameters(plain))
            .put("deviation", deviation)
            .put("allowed", ALLOWED)
            .map());
  }

  private String text(Weights low, Weights plain, ModelCard card, double deviation) {
    return String.format(
        Locale.ROOT,
        "%s: %s, %s parameters (%s before); maximum deviation of outputs %.2e (allowed %.0e)",
        out,
        card.model().family(),
        Format.count(WeightsFile.parameters(plain)),
        Format.count(WeightsFile.parameters(low)),
        deviation,
        ALLOWED);
  }
}
