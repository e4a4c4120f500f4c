package dev.lorsbench.images;

/**
 * A decoded image.
 *
 * @param rgb red, green, blue of each pixel, row by row, {@code 3 * width * height} bytes
 */
public record Pixels(int width, int height, byte[] rgb) {
  /** The part from (left, top) on of {@code w x h} pixels. */
  public Pixels window(int left, int top, int w, int h) {
    byte[] part = new byte[3 * w * h];
    for (int y = 0; y < h; y++) {
      System.arraycopy(rgb, 3 * ((top + y) * width + left), part, 3 * y * w, 3 * w);
    }
    return new Pixels(w, h, part);
  }
}
