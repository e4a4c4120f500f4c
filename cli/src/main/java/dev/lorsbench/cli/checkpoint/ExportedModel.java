package dev.lorsbench.cli.checkpoint;

import ai.djl.Device;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.export.ForwardPass;
import dev.lorsbench.models.pytorch.Checkpoint;
import dev.lorsbench.models.pytorch.TensorFit;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.weights.Weights;
import dev.lorsbench.workers.saved.SavedClassifier;
import dev.lorsbench.workers.saved.SavedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model out of a file, ready to be written in another form.
 *
 * @param owner frees its weights
 * @param tensors as the file has them
 * @param metadata the file's, and which model it is
 */
record ExportedModel(
    Runnable owner,
    ForwardPass pass,
    Map<String, StoredTensor> tensors,
    Map<String, String> metadata)
    implements AutoCloseable {
  private static final int USUAL_COUNT = 100;

  /** As checkpoints hold them beside the optimiser's state; averaged ones are those in use. */
  private static final String[] TRAINING = {"model.", "ema."};

  /**
   * Reads a model.
   *
   * @param file of weights
   * @param count detections an image, at most, or null
   * @param errors gets the tensors that do not fit
   */
  static ExportedModel of(Path file, ModelOptions options, Integer count, PrintWriter errors)
      throws IOException {
    Checkpoint read = Checkpoint.read(file);
    if (TaskKind.CLASSIFICATION.key().equals(read.metadata().get("task"))) {
      return classifier(file, options, count);
    }
    ModelConfig config =
        options
            .config(read, file)
            .orElseThrow(
                () ->
                    CliException.usage(
                        file + ": does not say which model it holds; give --preset or --config"));
    Map<String, StoredTensor> tensors = weights(read);
    int classes = options.classes(new Checkpoint(read.metadata(), tensors, read.notes()), file);
    Detector detector = Detector.create(config, classes, Device.cpu(), 0);
    try {
      fill(detector.weights(), tensors, file, errors);
    } catch (RuntimeException e) {
      detector.close();
      throw e;
    }
    ForwardPass pass = ForwardPass.of(detector, count == null ? USUAL_COUNT : count);
    return new ExportedModel(
        detector::close, pass, tensors, described(read.metadata(), config.json(), classes));
  }

  private static ExportedModel classifier(Path file, ModelOptions options, Integer count) {
    if (options.given() || count != null) {
      throw CliException.usage(
          file
              + " holds a classifier, which says itself what it is; --preset, --config, --classes"
              + " and --count are for detectors");
    }
    SavedClassifier saved = SavedClassifier.open(file, Device.cpu());
    return new ExportedModel(
        saved::close,
        ForwardPass.of(saved.classifier()),
        SavedFile.open(file).weights(),
        described(
            saved.card().metadata(),
            saved.card().model().json(),
            saved.card().categories().size()));
  }

  private static Map<String, String> described(
      Map<String, String> metadata, String model, int classes) {
    Map<String, String> texts = new TreeMap<>(metadata);
    texts.put("model", model);
    texts.put("classes", Integer.toString(classes));
    return texts;
  }

  private static Map<String, StoredTensor> weights(Checkpoint read) {
    Map<String, StoredTensor> bare = new LinkedHashMap<>();
    for (String prefix : TRAINING) {
      for (StoredTensor t : read.tensors().values()) {
        if (t.name().startsWith(prefix)) {
          String name = t.name().substring(prefix.length());
          bare.put(name, new StoredTensor(name, t.type(), t.shape(), t.data()));
        }
      }
    }
    return bare.isEmpty() ? read.tensors() : bare;
  }

  private static void fill(
      Weights weights, Map<String, StoredTensor> tensors, Path file, PrintWriter errors) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    weights.all().forEach(w -> shapes.put(w.name(), w.shape()));
    TensorFit fit = TensorFit.of(shapes, tensors);
    if (!fit.complete()) {
      fit.lines().forEach(errors::println);
      throw new CliException(
          "%s: %d missing, %d unexpected and %d misshapen tensors; nothing written"
              .formatted(
                  file, fit.missing().size(), fit.unexpected().size(), fit.misshapen().size()));
    }
    shapes.keySet().forEach(name -> weights.set(name, tensors.get(name).toFloats()));
  }

  @Override
  public void close() {
    owner.run();
  }
}
