package dev.lorsbench.cli.model;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.ClassifierPresets;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.NetworkConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.search.SweepFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads models from what a user names. */
final class ModelFile {
  private static final long LARGEST = 4L << 20;

  private ModelFile() {}

  /** A preset's, or that of a YAML (or JSON) file. */
  static NetworkConfig network(String named) throws IOException {
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
    return NetworkConfig.parse(text(file), file.toString());
  }

  /** A sweep's. Its data are not looked at, so that it may lack them. */
  static SweepSpec sweep(Path file) throws IOException {
    return SweepFile.read(text(file), file.toString(), Optional.of(DataConfig.folder("/")));
  }

  private static String text(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST) {
        throw CliException.usage(file + ": larger than 4 MiB, which no configuration needs");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw CliException.usage("cannot read " + file + ": it does not exist");
    } catch (MalformedInputException e) {
      throw CliException.usage(file + ": not UTF-8 text");
    }
  }

  private static boolean looksLikeFile(String named, Path file) {
    return named.contains("/") || named.matches(".*\\.(ya?ml|json)") || Files.exists(file);
  }
}
