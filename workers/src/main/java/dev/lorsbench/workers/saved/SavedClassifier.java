package dev.lorsbench.workers.saved;

import ai.djl.Device;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.models.transformer.VisionTransformer;
import java.nio.file.Path;

/** A classifier with the weights of a file. */
public record SavedClassifier(ModelCard card, VisionTransformer classifier)
    implements AutoCloseable {
  /**
   * Reads a classifier.
   *
   * @param path as {@link SavedFile#open} takes it
   * @throws ConfigException where there is no such file, or not the weights of a classifier
   */
  public static SavedClassifier open(Path path, Device device) {
    SavedFile file = SavedFile.open(path);
    ModelCard card = file.card();
    if (!(card.model() instanceof ClassifierConfig model)) {
      throw new ConfigException(file.file() + " holds a detector; a classifier is needed");
    }
    int classes = card.categories().size();
    VisionTransformer classifier = VisionTransformer.create(model, card.size(), classes, device, 0);
    try {
      file.fill(classifier.weights());
      return new SavedClassifier(card, classifier);
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}
