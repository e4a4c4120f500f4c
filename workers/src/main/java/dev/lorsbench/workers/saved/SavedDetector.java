package dev.lorsbench.workers.saved;

import ai.djl.Device;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import java.nio.file.Path;

/** A detector with the weights of a file: a run's last weights, or one of its checkpoints. */
public record SavedDetector(ModelCard card, Detector detector) implements AutoCloseable {
  /**
   * Reads a detector.
   *
   * @param path as {@link SavedFile#open} takes it
   * @throws ConfigException where there is no such file, or not the weights of a detector
   */
  public static SavedDetector open(Path path, Device device) {
    SavedFile file = SavedFile.open(path);
    ModelCard card = file.card();
    if (!(card.model() instanceof ModelConfig model)) {
      throw new ConfigException(file.file() + " holds a classifier; a detector is needed");
    }
    Detector detector = Detector.create(model, card.categories().size(), device, 0);
    try {
      file.fill(detector.weights());
      return new SavedDetector(card, detector);
    } catch (RuntimeException e) {
      detector.close();
      throw e;
    }
  }

  @Override
  public void close() {
    detector.close();
  }
}
