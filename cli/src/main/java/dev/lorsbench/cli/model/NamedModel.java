package dev.lorsbench.cli.model;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --preset} or {@code --config}, in a group of which one is taken. */
public final class NamedModel {
  @Option(names = "--preset", paramLabel = "NAME", description = "A preset; see lors models.")
  private String preset;

  @Option(names = "--config", paramLabel = "FILE", description = "A model's YAML file.")
  private Path config;

  /** The preset's name; empty where a file was given. */
  public Optional<String> preset() {
    return Optional.ofNullable(preset);
  }

  /** The file; null where a preset was given. */
  public Path config() {
    return config;
  }
}
