package dev.lorsbench.models.pytorch;

import dev.lorsbench.files.Printable;
import java.io.IOException;

/** A file that is no checkpoint, a damaged one, or one that asks for more than tensors. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 900;

  /** A message of one line, for the user as it stands. */
  public CheckpointException(String message) {
    // Names out of a damaged file may hold anything, and be of any length.
    super(Printable.quote(message, LONGEST));
  }
}
