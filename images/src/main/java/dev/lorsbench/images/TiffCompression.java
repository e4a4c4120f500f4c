package dev.lorsbench.images;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a TIFF's samples are packed: those whose pixels are held against Pillow's. */
enum TiffCompression {
  NONE("none", 1),
  CCITT("CCITT", 2, 3, 4),
  LZW("LZW", 5),
  JPEG("JPEG", 7),
  DEFLATE("Deflate", 8, 32946),
  PACK_BITS("PackBits", 32773);

  private static final int TAG = 259;

  private final String title;
  private final int[] numbers;

  TiffCompression(String title, int... numbers) {
    this.title = title;
    this.numbers = numbers;
  }

  /**
   * That of a file.
   *
   * @throws BadImage with those that are read, if it is another
   */
  static TiffCompression of(Tags tags) throws BadImage {
    long number = tags.one(TAG, 1);
    for (TiffCompression one : values()) {
      if (Arrays.stream(one.numbers).anyMatch(n -> n == number)) {
        return one;
      }
    }
    throw new BadImage(
        "is a TIFF whose compression (%d) is not read; those that are: %s"
            .formatted(
                number,
                Arrays.stream(values()).map(c -> c.title).collect(Collectors.joining(", "))));
  }

  /** Bytes that the pixels have at least. */
  long least(Tags tags) {
    long width = tags.one(256, 0);
    long height = tags.one(257, 0);
    return this == NONE ? height * ((width * tags.one(258, 1) * tags.one(277, 1) + 7) / 8) : 1;
  }
}
