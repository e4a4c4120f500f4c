package dev.lorsbench.coco;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the shared golden and data folders, which a checkout may lack. */
public final class Shared {
  private Shared() {}

  /** The path under ../shared; the test is skipped, naming it, where it is absent. */
  public static Path require(String path) {
    Path found = root().resolve(path);
    Assumptions.assumeTrue(Files.exists(found), () -> "absent: " + found);
    return found;
  }

  private static Path root() {
    String set = System.getProperty("lors.shared");
    if (set != null) {
      return Path.of(set);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder.resolveSibling("shared");
  }
}
