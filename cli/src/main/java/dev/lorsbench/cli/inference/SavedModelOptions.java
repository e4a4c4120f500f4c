package dev.lorsbench.cli.inference;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.CropConfig;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.workers.data.BatchOptions;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Framing;
import dev.lorsbench.workers.data.Sample;
import dev.lorsbench.workers.saved.ModelCard;
import dev.lorsbench.workers.saved.SavedDetector;
import java.nio.file.Path;
import java.util.List;
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

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Native threads; all cores if not given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "cpu, cuda, cuda:1 or auto; ${DEFAULT-VALUE} if not given.")
  private String device = "cpu";

  /** Reads the model and sets the threads. */
  SavedDetector open() {
    if (threads < 1 || threads > 1024) {
      throw CliException.usage("--threads is " + threads + "; allowed is 1 to 1024");
    }
    if (batch != null && (batch < 1 || batch > 4096)) {
      throw CliException.usage("--batch is " + batch + "; allowed is 1 to 4096");
    }
    Torch.threads(threads);
    try {
      return SavedDetector.open(checkpoint, Torch.device(device));
    } catch (IllegalArgumentException noSuchDevice) {
      throw CliException.usage(noSuchDevice.getMessage());
    }
  }

  /** The images as that model sees them, in batches; a bad one is an error. */
  EvaluationImages images(List<Sample> samples, ModelCard card) {
    int together = batch == null ? card.batch() : batch;
    Framing framing = new Framing(card.size(), card.resize(), CropConfig.NONE);
    BatchOptions options = new BatchOptions(0, together, framing, 0, false);
    return new EvaluationImages(samples, options, framing.cache(0));
  }
}
