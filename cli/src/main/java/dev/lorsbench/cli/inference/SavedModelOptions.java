package dev.lorsbench.cli.inference;

import ai.djl.Device;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.device.DeviceOptions;
import dev.lorsbench.experiment.CropConfig;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.workers.data.BatchOptions;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Framing;
import dev.lorsbench.workers.data.Sample;
import dev.lorsbench.workers.saved.ModelCard;
import dev.lorsbench.workers.saved.SavedClassifier;
import dev.lorsbench.workers.saved.SavedDetector;
import dev.lorsbench.workers.saved.SavedFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which trained model, and how it runs. */
final class SavedModelOptions {
  @Parameters(
      index = "0",
      paramLabel = "CHECKPOINT",
      description = "A run's folder, its model.safetensors, or one of its checkpoints.")
  private Path checkpoint;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images at once; as when it was trained if not given.")
  private Integer batch;

  @Mixin private DeviceOptions device;

  /** What the model was trained for. */
  TaskKind task() {
    return SavedFile.open(checkpoint).card().model().task();
  }

  /** Reads the detector and sets the threads. */
  SavedDetector open() {
    return SavedDetector.open(checkpoint, prepared());
  }

  /** Reads the classifier and sets the threads. */
  SavedClassifier openClassifier() {
    return SavedClassifier.open(checkpoint, prepared());
  }

  private Device prepared() {
    if (batch != null && (batch < 1 || batch > 4096)) {
      throw CliException.usage("--batch is " + batch + "; allowed is 1 to 4096");
    }
    return device.prepared();
  }

  /** How many images the model sees at once. */
  int together(ModelCard card) {
    return batch == null ? card.batch() : batch;
  }

  /** The images as that model sees them, in batches; a bad one is an error. */
  EvaluationImages images(List<Sample> samples, ModelCard card) {
    return images(samples, card, false);
  }

  /** The same; a bad one is left out, and {@link EvaluationImages#leftOut} says why. */
  EvaluationImages readableImages(List<Sample> samples, ModelCard card) {
    return images(samples, card, true);
  }

  private EvaluationImages images(List<Sample> samples, ModelCard card, boolean skip) {
    int together = together(card);
    Framing framing = new Framing(card.size(), card.resize(), CropConfig.NONE);
    BatchOptions options = new BatchOptions(0, together, framing, 0, skip);
    return new EvaluationImages(samples, options, framing.cache(0));
  }
}
