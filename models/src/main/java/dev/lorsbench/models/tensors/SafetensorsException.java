package dev.lorsbench.models.tensors;

import dev.lorsbench.files.Printable;
import java.io.IOException;

/**
 * A file that is not a safetensors file, or a damaged one. One line: the file and what is wrong.
 */
public final class SafetensorsException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 900;

  /** A message of one line, for the user as it stands. */
  public SafetensorsException(String message) {
    // Names out of a damaged file may hold anything, and be of any length.
    super(Printable.quote(message, LONGEST));
  }
}
