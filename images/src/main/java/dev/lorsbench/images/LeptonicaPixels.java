package dev.lorsbench.images;

import static org.bytedeco.leptonica.global.leptonica.L_SEVERITY_NONE;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;
import static org.bytedeco.leptonica.global.leptonica.pixGetData;
import static org.bytedeco.leptonica.global.leptonica.pixGetDepth;
import static org.bytedeco.leptonica.global.leptonica.pixGetHeight;
import static org.bytedeco.leptonica.global.leptonica.pixGetWidth;
import static org.bytedeco.leptonica.global.leptonica.pixGetWpl;
import static org.bytedeco.leptonica.global.leptonica.setMsgSeverity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.leptonica.PIX;

/** Leptonica's pixels, which lie in words of 32 bits, the first in the highest bits. */
final class LeptonicaPixels {
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  static {
    setMsgSeverity(L_SEVERITY_NONE);
  }

  private LeptonicaPixels() {}

  /**
   * Unpacks what a reader of Leptonica's returned, and frees it.
   *
   * @throws BadImage if it returned nothing
   */
  static Pixels of(PIX pix, String format) throws BadImage {
    if (pix == null || pix.isNull()) {
      throw new BadImage("cannot be decoded: its %s data is damaged".formatted(format));
    }
    try {
      return unpacked(pix);
    } finally {
      pixDestroy(pix);
    }
  }

  private static Pixels unpacked(PIX pix) {
    int width = pixGetWidth(pix);
    int height = pixGetHeight(pix);
    int wordsPerLine = pixGetWpl(pix);
    boolean gray = pixGetDepth(pix) == 8;
    IntBuffer words = pixGetData(pix).capacity((long) wordsPerLine * height).asBuffer();
    int[] line = new int[wordsPerLine];
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      words.position(y * wordsPerLine);
      words.get(line);
      if (gray) {
        grayLine(line, rgb, 3 * y * width, width);
      } else {
        colourLine(line, rgb, 3 * y * width, width);
      }
    }
    return new Pixels(width, height, rgb);
  }

  /** Four pixels at a time as three ints: a third of the time that twelve bytes take. */
  private static void colourLine(int[] line, byte[] rgb, int from, int width) {
    int at = from;
    int x = 0;
    for (; x + 4 <= width; x += 4) {
      int second = bgr(line[x + 1]);
      int third = bgr(line[x + 2]);
      FOUR_BYTES.set(rgb, at, bgr(line[x]) | second << 24);
      FOUR_BYTES.set(rgb, at + 4, second >>> 8 | third << 16);
      FOUR_BYTES.set(rgb, at + 8, third >>> 16 | bgr(line[x + 3]) << 8);
      at += 12;
    }
    for (; x < width; x++) {
      int word = line[x];
      rgb[at++] = (byte) (word >>> 24);
      rgb[at++] = (byte) (word >> 16);
      rgb[at++] = (byte) (word >> 8);
    }
  }

  /** Red in the lowest bits, where it is the first byte. */
  private static int bgr(int word) {
    return Integer.reverseBytes(word) & 0xffffff;
  }

  private static void grayLine(int[] line, byte[] rgb, int from, int width) {
    int at = from;
    for (int x = 0; x < width; x++) {
      byte level = (byte) (line[x / 4] >> (24 - 8 * (x % 4)));
      rgb[at++] = level;
      rgb[at++] = level;
      rgb[at++] = level;
    }
  }
}
