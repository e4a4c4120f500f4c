package dev.lorsbench.workers.data;

import java.nio.FloatBuffer;

/**
 * (value - mean) / standard deviation a channel, with ImageNet's numbers in levels of 0 to 255, by
 * a table of all 256 levels.
 */
final class Normalisation {
  private static final float[] MEAN = {123.675f, 116.28f, 103.53f};
  private static final float[] DEVIATION = {58.395f, 57.12f, 57.375f};
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
   * Writes one image as three planes.
   *
   * @param rgb interleaved, {@code size * size} pixels
   * @param to [3, size, size] from {@code at}
   * @param flip whether columns run from right to left
   */
  static void write(byte[] rgb, int size, boolean flip, FloatBuffer to, int at) {
    float[] row = new float[size];
    for (int c = 0; c < 3; c++) {
      float[] table = TABLE[c];
      for (int y = 0; y < size; y++) {
        int from = y * size * 3 + c;
        for (int x = 0; x < size; x++) {
          row[flip ? size - 1 - x : x] = table[rgb[from + 3 * x] & 0xff];
        }
        to.put(at + (c * size + y) * size, row);
      }
    }
  }
}
