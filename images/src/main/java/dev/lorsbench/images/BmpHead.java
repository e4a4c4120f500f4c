package dev.lorsbench.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The header of a BMP.
 *
 * @param topDown whether the first stored row is the upper one
 * @param palette where the table of colours is
 * @param colourBytes of one of them
 * @param masks of red, green and blue within a pixel
 * @param pixels where the first stored row begins
 */
record BmpHead(
    int width,
    int height,
    boolean topDown,
    int bits,
    Compression compression,
    int palette,
    int colours,
    int colourBytes,
    List<Integer> masks,
    int pixels) {

  private static final Set<Integer> SIZES = Set.of(12, 40, 52, 56, 64, 108, 124);

  /** How pixels are stored; the file's numbers are the places in this list. */
  enum Compression {
    PLAIN(1, 4, 8, 16, 24, 32),
    RUNS_OF_BYTES(8),
    RUNS_OF_HALVES(4),
    MASKS(16, 24, 32);

    private final List<Integer> bits;

    Compression(Integer... bits) {
      this.bits = List.of(bits);
    }

    boolean runs() {
      return this == RUNS_OF_BYTES || this == RUNS_OF_HALVES;
    }
  }

  /** Whether a header may have a size. */
  static boolean known(int size) {
    return SIZES.contains(size);
  }

  /**
   * Reads the header.
   *
   * @throws BadImage with the reason, if it is of an unknown kind
   */
  static BmpHead of(byte[] bytes) throws BadImage {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = all.getInt(14);
    boolean core = size == 12;
    int bits = all.getShort(core ? 24 : 28);
    int number = core ? 0 : all.getInt(30);
    Compression compression =
        number >= 0 && number < Compression.values().length ? Compression.values()[number] : null;
    if (!known(size) || compression == null || !compression.bits.contains(bits)) {
      throw new BadImage(
          "is a BMP of a kind that is not read (header %d, compression %d, %d bits)"
              .formatted(size, number, bits));
    }
    int height = core ? Short.toUnsignedInt(all.getShort(20)) : all.getInt(22);
    boolean ownMasks = compression == Compression.MASKS;
    int behind = 14 + size + (ownMasks && size == 40 ? 12 : 0);
    int announced = core ? 0 : all.getInt(46);
    int colours = bits > 8 ? 0 : announced > 0 ? Math.min(announced, 256) : 1 << bits;
    int colourBytes = core ? 3 : 4;
    int start = all.getInt(10);
    // Some writers count to the palette instead of the pixels.
    boolean atPalette = start == 14 + size && bits <= 8 || start == 0;
    return new BmpHead(
        core ? Short.toUnsignedInt(all.getShort(18)) : all.getInt(18),
        Math.abs(height),
        height < 0,
        bits,
        compression,
        behind,
        colours,
        colourBytes,
        masks(all, bits, ownMasks),
        atPalette ? behind + colours * colourBytes : start);
  }

  private static List<Integer> masks(ByteBuffer all, int bits, boolean own) {
    List<Integer> masks =
        own ? List.of(all.getInt(54), all.getInt(58), all.getInt(62)) : List.of(0, 0, 0);
    if (masks.stream().anyMatch(m -> m != 0)) {
      return masks;
    }
    return bits == 16 ? Arrays.asList(0x7c00, 0x3e0, 0x1f) : Arrays.asList(0xff0000, 0xff00, 0xff);
  }

  /** Bytes of a stored row: whole words of four. */
  int stride() {
    return Math.toIntExact(((long) width * bits + 31) / 32 * 4);
  }

  /** The row of the image that a stored row is. */
  int row(int stored) {
    return topDown ? stored : height - 1 - stored;
  }
}
