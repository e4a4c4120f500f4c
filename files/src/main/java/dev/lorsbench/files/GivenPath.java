package dev.lorsbench.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths written by people and files: not each text names one. */
public final class GivenPath {
  private GivenPath() {}

  /**
   * The path that a text names.
   *
   * @throws IllegalArgumentException in one line that quotes the text, if it cannot be a path (it
   *     holds a NUL, or half a surrogate pair)
   */
  public static Path of(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "\"%s\" cannot be a path: %s"
              .formatted(
                  Printable.quote(text),
                  text.indexOf('\0') >= 0
                      ? "it holds a NUL character"
                      : "it holds characters that this system's file names cannot"),
          e);
    }
  }

  /**
   * A path below a folder.
   *
   * @throws IllegalArgumentException in one line that quotes the text, if it cannot be a path
   */
  public static Path below(Path folder, String text) {
    return folder.resolve(of(text));
  }
}
