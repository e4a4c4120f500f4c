package dev.lorsbench.images;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The orientation in a block of EXIF, with or without the name that JPEG puts before it. */
final class Exif {
  private static final byte[] NAME = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private Exif() {}

  /** Whether a JPEG's segment is one of EXIF. */
  static boolean is(byte[] bytes, int from, int to) {
    return to - from > NAME.length
        && to <= bytes.length
        && Arrays.equals(bytes, from, from + NAME.length, NAME, 0, NAME.length);
  }

  /** Damaged EXIF says nothing, as for viewers: the pixels are not concerned. */
  static Orientation orientation(byte[] bytes, int from, int to) {
    try {
      int start = is(bytes, from, to) ? from + NAME.length : from;
      return Tags.read(bytes, start, to).orientation();
    } catch (BadImage | IndexOutOfBoundsException damaged) {
      return Orientation.PLAIN;
    }
  }
}
