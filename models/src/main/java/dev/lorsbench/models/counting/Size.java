package dev.lorsbench.models.counting;

/** Height and width of a map, in cells. */
record Size(long height, long width) {
  /** Behind something of stride {@code stride}, padded so that no cell is lost. */
  Size over(int stride) {
    return new Size(ceil(height, stride), ceil(width, stride));
  }

  /** Padded to a multiple of {@code side} either way. */
  Size padded(int side) {
    Size windows = over(side);
    return new Size(windows.height * side, windows.width * side);
  }

  private static long ceil(long value, int by) {
    return (value + by - 1) / by;
  }

  long cells() {
    return height * width;
  }
}
