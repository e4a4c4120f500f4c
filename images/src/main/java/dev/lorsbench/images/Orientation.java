package dev.lorsbench.images;

/**
 * The eight ways in which EXIF lets a viewer turn and mirror stored pixels; the numbers are those
 * of its tag 274. Boxes are {x, y, width, height} in pixels.
 */
public enum Orientation {
  /** Shown as stored. */
  PLAIN(false, false, false),
  /** Mirrored from left to right. */
  MIRRORED(false, true, false),
  /** Turned by half a turn. */
  HALF_TURN(false, true, true),
  /** Mirrored from top to bottom. */
  UPSIDE_DOWN(false, false, true),
  /** Mirrored along the diagonal from the upper left. */
  TRANSPOSED(true, false, false),
  /** Turned by a quarter, clockwise. */
  CLOCKWISE(true, false, true),
  /** Mirrored along the diagonal from the upper right. */
  TRANSVERSED(true, true, true),
  /** Turned by a quarter, anticlockwise. */
  ANTICLOCKWISE(true, true, false);

  private final boolean swaps;
  private final boolean fromRight;
  private final boolean fromBottom;

  /**
   * How a stored pixel is found from a shown one: the axes change places, then x counts from the
   * right, y from the bottom.
   */
  Orientation(boolean swaps, boolean fromRight, boolean fromBottom) {
    this.swaps = swaps;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** That of EXIF's number; another than 1 to 8 counts as 1, as viewers do. */
  static Orientation of(long number) {
    return number >= 1 && number <= values().length ? values()[(int) number - 1] : PLAIN;
  }

  /** EXIF's number, from 1. */
  public int number() {
    return ordinal() + 1;
  }

  /** Whether width and height change places. */
  public boolean swaps() {
    return swaps;
  }

  /**
   * The box on the stored pixels that a box on the shown ones covers.
   *
   * @param shown in the unit of width and height
   * @param width of the stored image, in any unit
   * @param height of the stored image, in the same unit
   */
  public double[] stored(double[] shown, double width, double height) {
    double x = shown[swaps ? 1 : 0];
    double y = shown[swaps ? 0 : 1];
    double w = shown[swaps ? 3 : 2];
    double h = shown[swaps ? 2 : 3];
    return new double[] {fromRight ? width - x - w : x, fromBottom ? height - y - h : y, w, h};
  }
}
