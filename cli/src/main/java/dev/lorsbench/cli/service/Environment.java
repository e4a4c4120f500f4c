package dev.lorsbench.cli.service;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The environment's variables, and the secrets that stand in files which variables name. */
record Environment(Map<String, String> variables) {
  private static final int LONGEST_SECRET = 64 << 10;

  /** A variable; empty where it is not set, or blank. */
  Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name)).filter(v -> !v.isBlank());
  }

  /**
   * A variable, else the content of the file that {@code NAME_FILE} names, without its last line
   * break.
   *
   * @throws ConfigException naming the file that cannot be read
   */
  Optional<String> secret(String name) {
    return value(name).or(() -> value(name + "_FILE").map(f -> read(name + "_FILE", Path.of(f))));
  }

  /** The content of a secret's file; {@code who} names it. */
  static String read(String who, Path file) {
    try {
      return TextFile.read(file, LONGEST_SECRET).replaceFirst("\\R$", "");
    } catch (IOException e) {
      throw new ConfigException(
          who + " names " + file.toAbsolutePath() + ", which cannot be read: put the secret there");
    }
  }
}
