package dev.lorsbench.models.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the golden numbers lie: {@code -Dlors.shared}, else {@code ../shared} beside the project.
 */
final class GoldenFolder {
  private GoldenFolder() {}

  /** The JSON files of one folder; skips the test where there is none. */
  static List<Path> cases(String folder) throws IOException {
    Path golden = shared().resolve("golden").resolve(folder);
    assumeTrue(Files.isDirectory(golden), "no golden numbers at " + golden);
    try (Stream<Path> files = Files.list(golden)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Path shared() {
    String given = System.getProperty("lors.shared");
    if (given != null) {
      return Path.of(given);
    }
    Path at = Path.of("").toAbsolutePath();
    while (at.getParent() != null && !Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    return at.resolveSibling("shared");
  }
}
