package dev.lorsbench.images;

import dev.lorsbench.files.Printable;
import java.nio.file.Path;

/** An image that is refused; the message is one line that names the file and says why. */
public final class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean unreadable;

  ImageException(Path file, String reason, boolean unreadable, Throwable cause) {
    super("image " + Printable.text(file.toString()) + " " + reason, cause);
    this.reason = reason;
    this.unreadable = unreadable;
  }

  /** Why, without the file's name: "is cut short", for a sentence that names it already. */
  public String reason() {
    return reason;
  }

  /** Whether no byte could be read: it is absent, a folder, or closed to this user. */
  public boolean unreadable() {
    return unreadable;
  }
}
