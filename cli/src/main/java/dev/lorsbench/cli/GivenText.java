package dev.lorsbench.cli;

import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.nio.file.Path;

/** Texts that a user names on the command line. */
public final class GivenText {
  private static final int LARGEST = 4 << 20;

  private GivenText() {}

  /**
   * A file's text, of at most 4 MiB.
   *
   * @throws CliException of wrong usage, naming the file, if it cannot be read or is no text
   */
  public static String read(Path file) {
    try {
      return TextFile.read(file, LARGEST);
    } catch (IOException e) {
      throw CliException.usage(e.getMessage());
    }
  }
}
