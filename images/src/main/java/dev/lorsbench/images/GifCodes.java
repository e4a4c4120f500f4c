package dev.lorsbench.images;

/** GIF's variable-length codes (appendix F of its specification). */
final class GifCodes {
  private static final int MOST_BITS = 12;

  private final byte[] data;
  private final byte[] out;
  private final int clear;
  private final int[] prefix = new int[1 << MOST_BITS];
  private final byte[] last = new byte[1 << MOST_BITS];
  private final byte[] turned = new byte[(1 << MOST_BITS) + 1];
  private int next;
  private int bits;
  private int bitAt;
  private int filled;

  private GifCodes(byte[] data, int smallest, int pixels) {
    this.data = data;
    this.out = new byte[pixels];
    this.clear = 1 << smallest;
    for (int i = 0; i < clear; i++) {
      last[i] = (byte) i;
    }
    reset();
  }

  /**
   * Decodes the palette indices of a frame.
   *
   * @param smallest bits of the smallest code, 1 to 8 (2 and more by the specification)
   * @param pixels how many there must be
   * @throws BadImage if there are fewer, or a code that was never made
   */
  static byte[] decode(byte[] data, int smallest, int pixels) throws BadImage {
    if (smallest < 1 || smallest > 8) {
      throw new BadImage("is damaged: GIF has no codes of %d bits".formatted(smallest));
    }
    GifCodes codes = new GifCodes(data, smallest, pixels);
    codes.run();
    return codes.out;
  }

  private void reset() {
    next = clear + 2;
    bits = Integer.numberOfTrailingZeros(clear) + 1;
  }

  private void run() throws BadImage {
    int before = -1;
    while (filled < out.length) {
      int code = code();
      if (code == clear) {
        reset();
        before = -1;
      } else if (code == clear + 1) {
        throw missing();
      } else {
        string(code, before);
        before = code;
      }
    }
  }

  private BadImage missing() {
    return BadImage.cutShort("%,d of %,d pixels are there".formatted(filled, out.length));
  }

  /** Writes what a code stands for, and makes the code behind it. */
  private void string(int code, int before) throws BadImage {
    if (code > next || before < 0 && code >= clear || code == next && next > 4095) {
      throw new BadImage("is damaged: its GIF data holds a code that it never made");
    }
    int length = 0;
    int at = code == next ? before : code;
    for (; at >= clear; at = prefix[at]) {
      turned[length++] = last[at];
    }
    byte first = (byte) at;
    write(first);
    while (length > 0) {
      write(turned[--length]);
    }
    if (code == next) {
      write(first);
    }
    if (before >= 0 && next < 1 << MOST_BITS) {
      prefix[next] = before;
      last[next++] = first;
      bits += next == 1 << bits && bits < MOST_BITS ? 1 : 0;
    }
  }

  private void write(byte index) {
    if (filled < out.length) {
      out[filled++] = index;
    }
  }

  /** The next code, lowest bits first. */
  private int code() throws BadImage {
    if (bitAt + bits > 8L * data.length) {
      throw missing();
    }
    int code = 0;
    for (int i = 0; i < bits; i++, bitAt++) {
      code |= (data[bitAt >> 3] >> (bitAt & 7) & 1) << i;
    }
    return code;
  }
}
