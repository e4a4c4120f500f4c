package dev.lorsbench.images;

/** Palette indices stored as runs (RLE8 and RLE4), in the order of the stored rows. */
final class BmpRuns {
  private final byte[] bytes;
  private final byte[] out;
  private final int width;
  private final boolean halves;
  private int at;
  private int filled;

  private BmpRuns(byte[] bytes, BmpHead head) {
    this.bytes = bytes;
    this.out = new byte[head.width() * head.height()];
    this.width = head.width();
    this.halves = head.compression() == BmpHead.Compression.RUNS_OF_HALVES;
    this.at = head.pixels();
  }

  /**
   * Decodes all rows.
   *
   * @throws BadImage if the data says that it ends before them
   */
  static byte[] decode(byte[] bytes, BmpHead head) throws BadImage {
    BmpRuns runs = new BmpRuns(bytes, head);
    while (runs.filled < runs.out.length) {
      int count = runs.next();
      int value = runs.next();
      if (count > 0) {
        runs.run(count, value);
      } else {
        runs.escape(value);
      }
    }
    return runs.out;
  }

  private int next() {
    return bytes[at++] & 0xff;
  }

  /** A run ends at the end of its row. */
  private void run(int count, int value) {
    int length = Math.min(count, width - filled % width);
    for (int i = 0; i < length; i++) {
      put(halves ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
    }
  }

  private void put(int index) {
    if (filled < out.length) {
      out[filled++] = (byte) index;
    }
  }

  private void escape(int code) throws BadImage {
    switch (code) {
      case 0 -> filled = (filled + width - 1) / width * width;
      case 1 -> throw BadImage.cutShort("its runs end before its last row");
      case 2 -> {
        int right = next();
        filled = Math.min(out.length, filled + right + next() * width);
      }
      default -> literal(code);
    }
  }

  /** Indices as they are, up to an even number of bytes. */
  private void literal(int count) {
    int start = at;
    for (int i = 0; i < count; i++) {
      int value = bytes[start + (halves ? i / 2 : i)] & 0xff;
      put(halves ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
    }
    int length = halves ? (count + 1) / 2 : count;
    at = start + (length + 1) / 2 * 2;
  }
}
