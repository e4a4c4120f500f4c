package dev.lorsbench.images;

import java.io.IOException;

/** What a decoder says of bytes that it refuses, as the end of a sentence that names the file. */
final class BadImage extends IOException {
  private static final long serialVersionUID = 1L;

  BadImage(String reason) {
    super(reason);
  }

  static BadImage cutShort(String what) {
    return new BadImage("is cut short: " + what);
  }
}
