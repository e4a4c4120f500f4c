package dev.lorsbench.workers.saved;

import ai.djl.Device;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.weights.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A detector with the weights of a file: a run's last weights, or one of its checkpoints. */
public record SavedDetector(ModelCard card, Detector detector) implements AutoCloseable {
  /**
   * Reads a detector.
   *
   * @param path {@code model.safetensors}, a checkpoint's {@code .safetensors} or {@code .json}, or
   *     a run's folder, of which the last weights are taken, else the newest checkpoint
   * @throws ConfigException where there is no such file, or not the weights of a detector
   */
  public static SavedDetector open(Path path, Device device) {
    Path file = file(path);
    Safetensors saved = read(file);
    ModelCard card = ModelCard.of(saved.metadata(), file.toString());
    Detector detector = Detector.create(card.model(), card.categories().size(), device, 0);
    try {
      fill(detector, saved, file);
      return new SavedDetector(card, detector);
    } catch (RuntimeException e) {
      detector.close();
      throw e;
    }
  }

  private static void fill(Detector detector, Safetensors saved, Path file) {
    Map<String, StoredTensor> weights = saved.under("model.");
    for (Weight weight : detector.weights().all()) {
      StoredTensor tensor = weights.getOrDefault(weight.name(), saved.tensors().get(weight.name()));
      if (tensor == null || tensor.size() != weight.size()) {
        throw new ConfigException(
            "%s: tensor %s %s"
                .formatted(
                    file,
                    weight.name(),
                    tensor == null ? "is missing" : "has %d elements".formatted(tensor.size())));
      }
      detector.weights().set(weight.name(), tensor.toFloats());
    }
  }

  private static Safetensors read(Path file) {
    try {
      return Safetensors.read(file);
    } catch (IOException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private static Path file(Path path) {
    if (Files.isDirectory(path)) {
      return inFolder(path);
    }
    if (path.toString().endsWith(".json")) {
      return file(Path.of(path.toString().replaceAll("\\.json$", ".safetensors")));
    }
    if (!Files.exists(path)) {
      throw new ConfigException(path + " does not exist");
    }
    return path;
  }

  private static Path inFolder(Path folder) {
    Path last = folder.resolve("model.safetensors");
    if (Files.exists(last)) {
      return last;
    }
    Path checkpoints = folder.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      throw new ConfigException(folder + " has neither model.safetensors nor checkpoints");
    }
    // Tensors are of a whole checkpoint once their manifest is there.
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files
          .filter(f -> f.getFileName().toString().matches("step-.*\\.json"))
          .max(Comparator.comparing(f -> f.getFileName().toString()))
          .map(SavedDetector::file)
          .orElseThrow(() -> new ConfigException(checkpoints + " has no checkpoint yet"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    detector.close();
  }
}
