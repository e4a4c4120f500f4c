package dev.lorsbench.cli.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class Trees {
  private Trees() {}

  /** Deletes one that may be missing; links are not followed. */
  static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      for (Path path : all(tree)) {
        Files.delete(path);
      }
    }
  }

  private static List<Path> all(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
