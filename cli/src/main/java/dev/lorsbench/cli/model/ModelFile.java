package dev.lorsbench.cli.model;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.GivenText;
import dev.lorsbench.experiment.ClassifierPresets;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.NetworkConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.search.SweepFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads models from what a user names. */
final class ModelFile {
  private ModelFile() {}

  /** A preset's, or that of a YAML (or JSON) file. */
  static NetworkConfig network(String named) {
    Path file = Path.of(named);
    if (ClassifierPresets.NAMES.contains(named)) {
      return ClassifierPresets.of(named);
    }
    if (Presets.NAMES.contains(named) || !looksLikeFile(named, file)) {
      return Presets.of(named);
    }
    if (!Files.isRegularFile(file)) {
      throw CliException.usage(file + " is neither a preset (see lors models) nor a file");
    }
    return NetworkConfig.parse(GivenText.read(file), file.toString());
  }

  /** A sweep's. Its data are not looked at, so that it may lack them. */
  static SweepSpec sweep(Path file) {
    return SweepFile.read(
        GivenText.read(file), file.toString(), Optional.of(DataConfig.folder("/")));
  }

  private static boolean looksLikeFile(String named, Path file) {
    return named.contains("/") || named.matches(".*\\.(ya?ml|json)") || Files.exists(file);
  }
}
