package dev.lorsbench.workers.saved;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.models.pytorch.TensorFit;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of weights: a run's last ones, or one of its checkpoints.
 *
 * @param metadata what it says about itself
 * @param weights by the model's own names
 */
public record SavedFile(
    Path file, Map<String, String> metadata, Map<String, StoredTensor> weights) {
  private static final int NAMED = 3;

  /**
   * Maps a file.
   *
   * @param path {@code model.safetensors}, a checkpoint's {@code .safetensors} or {@code .json}, or
   *     a run's folder, of which the last weights are taken, else the newest checkpoint
   * @throws ConfigException where there is no such file, or it is no safetensors file
   */
  public static SavedFile open(Path path) {
    Path file = file(path);
    try {
      Safetensors saved = Safetensors.read(file);
      Map<String, StoredTensor> ofCheckpoint = new LinkedHashMap<>(saved.under("model."));
      ofCheckpoint.putAll(saved.under("ema.")); // averaged weights are those that are evaluated
      return new SavedFile(
          file, saved.metadata(), ofCheckpoint.isEmpty() ? saved.tensors() : ofCheckpoint);
    } catch (IOException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * What the weights are of.
   *
   * @throws ConfigException where the file does not say
   */
  public ModelCard card() {
    return ModelCard.of(metadata, file.toString());
  }

  /**
   * Overwrites every tensor of a model.
   *
   * @throws ConfigException naming tensors that are missing, unexpected or of another shape
   */
  public void fill(Weights model) {
    fill(model, model.all());
  }

  /**
   * Overwrites every tensor of a model but those whose names match and whose shapes differ.
   *
   * @return the names of those
   * @throws ConfigException naming tensors that are missing, unexpected or of another shape
   */
  public List<String> fillBut(Pattern names, Weights model) {
    Predicate<Weight> other =
        w -> {
          StoredTensor stored = weights.get(w.name());
          return names.matcher(w.name()).find()
              && stored != null
              && !Arrays.equals(w.shape(), stored.shape());
        };
    fill(model, model.all().stream().filter(other.negate()).toList());
    return model.all().stream().filter(other).map(Weight::name).toList();
  }

  private void fill(Weights model, Collection<Weight> filled) {
    List<String> wrong = new ArrayList<>();
    filled.forEach(w -> check(w, wrong));
    weights.keySet().stream()
        .filter(name -> !model.contains(name) && !TensorFit.derived(name))
        .forEach(name -> wrong.add(name + " is unexpected"));
    if (!wrong.isEmpty()) {
      throw new ConfigException(
          "%s does not fit the model: tensor %s%s"
              .formatted(
                  file,
                  String.join(", ", wrong.subList(0, Math.min(NAMED, wrong.size()))),
                  wrong.size() > NAMED ? " and %d more".formatted(wrong.size() - NAMED) : ""));
    }
    filled.forEach(w -> model.set(w.name(), weights.get(w.name()).toFloats()));
  }

  private void check(Weight weight, List<String> wrong) {
    StoredTensor stored = weights.get(weight.name());
    if (stored == null) {
      wrong.add(weight.name() + " is missing");
    } else if (!Arrays.equals(weight.shape(), stored.shape())) {
      wrong.add(
          "%s has shape %s, the model's is %s"
              .formatted(
                  weight.name(), Arrays.toString(stored.shape()), Arrays.toString(weight.shape())));
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
          .map(SavedFile::file)
          .orElseThrow(() -> new ConfigException(checkpoints + " has no checkpoint yet"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
