package dev.lorsbench.cli.lowrank;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.models.tensors.NativeTensors;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.TensorSource;
import dev.lorsbench.models.weights.Weights;
import dev.lorsbench.workers.saved.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A safetensors file of weights that says what they are. */
final class WeightsFile {
  private WeightsFile() {}

  /**
   * Checks before any work that the file can be made.
   *
   * @throws CliException where its folder is absent
   */
  static void requireFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw CliException.usage("--out: folder " + folder + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw CliException.usage("--out: " + file + " is a folder; give a file's name");
    }
  }

  /** Writes beside, syncs, renames. */
  static void write(Path file, Weights weights, ModelCard card) throws IOException {
    List<TensorSource> all =
        weights.all().stream().map(w -> NativeTensors.source(w.name(), w.tensor())).toList();
    Safetensors.write(file, all, card.metadata());
  }

  /** How many parameters there are, buffers left out. */
  static long parameters(Weights weights) {
    return weights.all().stream().filter(w -> !w.buffer()).mapToLong(w -> w.size()).sum();
  }
}
