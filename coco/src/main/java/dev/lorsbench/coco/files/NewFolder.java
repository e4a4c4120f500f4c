package dev.lorsbench.coco.files;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Writes a folder beside its place, then moves it there; nothing is left of it if that fails. */
public final class NewFolder {
  private NewFolder() {}

  /** Writes what is in a folder. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything into an empty folder. */
    void write(Path empty) throws IOException;
  }

  /**
   * Writes a folder that does not exist yet, or is empty.
   *
   * @throws CocoException in one line, if there is something already or it cannot be written
   */
  public static void write(Path folder, Content content) {
    try {
      requireNothing(folder);
      Path parent = folder.toAbsolutePath().normalize().getParent();
      Files.createDirectories(parent);
      // Not a temporary folder of the JDK's: those are readable by their owner alone.
      Path part =
          parent.resolve(
              "." + folder.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      Trees.delete(part);
      Files.createDirectory(part);
      try {
        content.write(part);
        dev.lorsbench.files.WholeFile.rename(part, folder);
      } finally {
        Trees.delete(part);
      }
    } catch (IOException e) {
      throw new CocoException(
          folder + ": cannot be written: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
          e);
    }
  }

  private static void requireNothing(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new CocoException(folder + ": is there and not empty; name a new folder");
        }
      }
    } else if (Files.exists(folder)) {
      throw new CocoException(folder + ": is there and no folder; name a new folder");
    }
  }
}
