package dev.lorsbench.workers.data;

import java.nio.file.Path;

/**
 * What a JPEG says of itself before anything is decoded (ITU-T T.81, annex B).
 *
 * @param components colour bands
 * @param ends whether it has an end of image
 */
record JpegHead(int width, int height, int components, boolean ends) {
  static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;

  /**
   * Reads the markers up to the first scan, and looks for the end behind it.
   *
   * @throws dev.lorsbench.experiment.TrialException BAD_DATA naming the file
   */
  static JpegHead of(Path file, byte[] bytes) {
    JpegHead head = null;
    int at = 2;
    while (at + 3 < bytes.length) {
      int marker = bytes[at + 1] & 0xff;
      if ((bytes[at] & 0xff) != 0xff || marker == 0xff) {
        at++; // filling, or what old cameras leave between segments
      } else if (marker == SCAN && head != null) {
        return new JpegHead(head.width, head.height, head.components, ends(bytes, at));
      } else if (marker == END || marker == SCAN) {
        break;
      } else {
        head = frame(marker) && at + 9 < bytes.length ? frame(bytes, at) : head;
        at += 2 + Math.max(2, word(bytes, at + 2));
      }
    }
    throw ImageFile.bad(
        file, "is cut short or damaged: its JPEG headers end before the first scan", null);
  }

  /** Start of frame, of any kind but the tables that share their range of codes. */
  private static boolean frame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static JpegHead frame(byte[] bytes, int at) {
    return new JpegHead(word(bytes, at + 7), word(bytes, at + 5), bytes[at + 9] & 0xff, false);
  }

  /** An end within a scan's data is one: there, a byte of 0xff is never followed by that code. */
  private static boolean ends(byte[] bytes, int from) {
    for (int i = bytes.length - 2; i > from; i--) {
      if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == END) {
        return true;
      }
    }
    return false;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
