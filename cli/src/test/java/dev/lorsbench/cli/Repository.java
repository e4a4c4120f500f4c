package dev.lorsbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the tests' repository lies. */
public final class Repository {
  private Repository() {}

  /** The folder with the Maven wrapper, above the working folder. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
