package dev.lorsbench.images;

/**
 * What a JPEG says of itself before anything is decoded (ITU-T T.81, annex B).
 *
 * @param components colour bands
 * @param bits of a sample
 * @param ycck whether Adobe's marker says that CMYK is stored as luminance and chroma
 * @param scan where the first scan begins
 */
record JpegHead(
    int width,
    int height,
    int components,
    int bits,
    boolean ycck,
    Orientation orientation,
    int scan) {
  static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;

  /**
   * Reads the markers up to the first scan.
   *
   * @throws BadImage if they end before one
   */
  static JpegHead of(byte[] bytes) throws BadImage {
    int frame = -1;
    boolean ycck = false;
    Orientation orientation = null;
    int at = 2;
    while (at + 3 < bytes.length) {
      int marker = bytes[at + 1] & 0xff;
      if ((bytes[at] & 0xff) != 0xff || marker == 0xff) {
        at++; // filling, or what old cameras leave between segments
      } else if (marker == SCAN && frame >= 0) {
        return head(bytes, frame, ycck, orientation, at);
      } else if (marker == END || marker == SCAN) {
        break;
      } else {
        int to = at + 2 + Math.max(2, word(bytes, at + 2));
        frame = frame(marker) && at + 9 < bytes.length ? at : frame;
        ycck = marker == APP14 ? adobe(bytes, at + 4, to, ycck) : ycck;
        if (orientation == null && marker == APP1 && Exif.is(bytes, at + 4, to)) {
          orientation = Exif.orientation(bytes, at + 4, to);
        }
        at = to;
      }
    }
    throw new BadImage("is cut short or damaged: its JPEG headers end before the first scan");
  }

  /** Start of frame, of any kind but the tables that share their range of codes. */
  private static boolean frame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static JpegHead head(
      byte[] bytes, int frame, boolean ycck, Orientation orientation, int scan) {
    return new JpegHead(
        word(bytes, frame + 7),
        word(bytes, frame + 5),
        bytes[frame + 9] & 0xff,
        bytes[frame + 4] & 0xff,
        ycck,
        orientation == null ? Orientation.PLAIN : orientation,
        scan);
  }

  /** As libjpeg decides it: a transform other than 0 is taken for 2. */
  private static boolean adobe(byte[] bytes, int from, int to, boolean before) {
    boolean is =
        to - from >= 12
            && to <= bytes.length
            && bytes[from] == 'A'
            && bytes[from + 1] == 'd'
            && bytes[from + 2] == 'o'
            && bytes[from + 3] == 'b'
            && bytes[from + 4] == 'e';
    return is ? bytes[from + 11] != 0 : before;
  }

  /**
   * Whether a scan is followed by an end of image. One within its data is one: there, a byte of
   * 0xff is never followed by that code.
   */
  static boolean ends(byte[] bytes, int from) {
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
