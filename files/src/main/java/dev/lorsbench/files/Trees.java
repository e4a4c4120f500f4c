package dev.lorsbench.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them; links are not followed. */
public final class Trees {
  private Trees() {}

  /** Deletes one that may be missing. */
  public static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      for (Path path : deepestFirst(tree)) {
        Files.delete(path);
      }
    }
  }

  /** Everything in it and itself, what a folder holds before the folder. */
  static List<Path> deepestFirst(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
