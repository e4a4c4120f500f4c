package dev.lorsbench.workers.data;

import dev.lorsbench.images.Pixels;
import java.nio.FloatBuffer;

/**
 * (value - mean) / standard deviation a channel, with ImageNet's numbers in levels of 0 to 255, by
 * a table of all 256 levels.
 */
final class Normalisation {
  private static final float[] MEAN = {123.675f, 116.28f, 103.53f};
  private static final float[] DEVIATION = {58.395f, 57.12f, 57.375f};
  private static final float[] ZEROS = new float[Framing.padded(8192)];
  private static final float[][] TABLE = new float[3][256];

  static {
    for (int c = 0; c < 3; c++) {
      for (int level = 0; level < 256; level++) {
        TABLE[c][level] = (level - MEAN[c]) / DEVIATION[c];
      }
    }
  }

  private Normalisation() {}

  /**
   * Writes one square image as three planes.
   *
   * @param rgb interleaved, {@code size * size} pixels
   * @param to [3, size, size] from {@code at}
   * @param flip whether columns run from right to left
   */
  static void write(byte[] rgb, int size, boolean flip, FloatBuffer to, int at) {
    write(new Pixels(size, size, rgb), flip, to, at, size, size);
  }

  /**
   * Writes an image into the upper left corner of three planes, and zeros into the rest.
   *
   * @param to [3, height, width] from {@code at}
   * @param flip whether the image's columns run from right to left
   */
  static void write(Pixels image, boolean flip, FloatBuffer to, int at, int height, int width) {
    float[] row = new float[width];
    int seen = image.width();
    byte[] rgb = image.rgb();
    for (int c = 0; c < 3; c++) {
      float[] table = TABLE[c];
      for (int y = 0; y < image.height(); y++) {
        int from = y * seen * 3 + c;
        for (int x = 0; x < seen; x++) {
          row[flip ? seen - 1 - x : x] = table[rgb[from + 3 * x] & 0xff];
        }
        to.put(at + (c * height + y) * width, row);
      }
      for (int y = image.height(); y < height; y++) {
        to.put(at + (c * height + y) * width, ZEROS, 0, width);
      }
    }
  }
}
