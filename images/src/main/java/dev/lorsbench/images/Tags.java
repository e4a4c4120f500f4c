package dev.lorsbench.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The whole numbers of the first directory of a TIFF file (TIFF 6.0, section 2), which EXIF has
 * too.
 */
record Tags(Map<Integer, long[]> numbers) {
  static final int ORIENTATION = 274;

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int MOST_ENTRIES = 4096;

  /** Whether a TIFF structure begins at a place. */
  static boolean begin(byte[] bytes, int at) {
    return bytes.length >= at + 4
        && (bytes[at] == 'I' && bytes[at + 1] == 'I' && bytes[at + 2] == 42 && bytes[at + 3] == 0
            || bytes[at] == 'M'
                && bytes[at + 1] == 'M'
                && bytes[at + 2] == 0
                && bytes[at + 3] == 42);
  }

  /**
   * Reads the directory.
   *
   * @param from the structure's first byte, to which its offsets count
   * @throws BadImage if it is no such structure
   * @throws IndexOutOfBoundsException if it points behind the end
   */
  static Tags read(byte[] bytes, int from, int to) throws BadImage {
    if (!begin(bytes, from)) {
      throw new BadImage("has a damaged TIFF header");
    }
    ByteBuffer all = ByteBuffer.wrap(bytes, from, to - from).slice();
    all.order(bytes[from] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = all.getInt(4);
    int entries = Short.toUnsignedInt(all.getShort(directory));
    if (entries > MOST_ENTRIES) {
      throw new BadImage("has a damaged TIFF directory: %,d entries".formatted(entries));
    }
    Map<Integer, long[]> numbers = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      int at = directory + 2 + 12 * i;
      long[] values = values(all, at);
      if (values.length > 0) {
        numbers.putIfAbsent(Short.toUnsignedInt(all.getShort(at)), values);
      }
    }
    return new Tags(numbers);
  }

  /** Those of an entry; none where they are not whole numbers. */
  private static long[] values(ByteBuffer all, int at) {
    int type = all.getShort(at + 2);
    int size = type == BYTE ? 1 : type == SHORT ? 2 : type == LONG ? 4 : 0;
    long count = Integer.toUnsignedLong(all.getInt(at + 4));
    if (size == 0 || count * size > all.capacity()) {
      return new long[0];
    }
    int place = count * size <= 4 ? at + 8 : all.getInt(at + 8);
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      int one = place + i * size;
      values[i] =
          switch (size) {
            case 1 -> Byte.toUnsignedLong(all.get(one));
            case 2 -> Short.toUnsignedLong(all.getShort(one));
            default -> Integer.toUnsignedLong(all.getInt(one));
          };
    }
    return values;
  }

  /** A tag's numbers, or what the format says counts where it is absent. */
  long[] get(int tag, long... otherwise) {
    return numbers.getOrDefault(tag, otherwise);
  }

  /** A tag's first number. */
  long one(int tag, long otherwise) {
    return get(tag, otherwise)[0];
  }

  Orientation orientation() {
    return Orientation.of(one(ORIENTATION, 1));
  }
}
