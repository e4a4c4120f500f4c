package dev.lorsbench.coco.files;

import dev.lorsbench.coco.CocoException;
import java.io.IOException;
import java.nio.file.Path;

/** {@link dev.lorsbench.files.WholeFile} with this module's exception. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes or replaces a file; nothing is left of it if that fails.
   *
   * @throws CocoException in one line, if it cannot be written
   */
  public static void write(Path file, dev.lorsbench.files.WholeFile.Content content) {
    try {
      dev.lorsbench.files.WholeFile.write(file, content);
    } catch (IOException e) {
      throw new CocoException(e.getMessage(), e);
    }
  }
}
