package dev.lorsbench.coco.shapes;

/**
 * One shape in one image, rasterised at {@link #GRID} x {@link #GRID} points a pixel.
 *
 * <p>The box and the area are those of the whole shape, as drawn, whether or not something lies in
 * front of it: the box is tight to the outermost points, so its sides are multiples of 1/GRID
 * pixel.
 */
final class Placed {
  /** Points a pixel and axis. */
  static final int GRID = 4;

  final Shape shape;
  final int[] colour;
  final double shade;

  /** Box in points: left, top inclusive; right, bottom exclusive. */
  final int left;

  final int top;
  final int right;
  final int bottom;

  /** Points covered, row-major within the box. */
  final boolean[] covered;

  final int points;

  /**
   * @param radius pixels; u spans radius * stretch, v radius / stretch
   * @param turn radians
   */
  Placed(
      Shape shape,
      double centreX,
      double centreY,
      double radius,
      double stretch,
      double turn,
      int[] colour,
      double shade) {
    this.shape = shape;
    this.colour = colour;
    this.shade = shade;
    // No point of any shape is further from its centre than the triangle's foot, hypot(0.95, 0.8).
    double reach = radius * Math.max(stretch, 1 / stretch) * 1.25 + 1;
    int fromX = (int) Math.floor((centreX - reach) * GRID);
    int fromY = (int) Math.floor((centreY - reach) * GRID);
    int side = (int) Math.ceil(2 * reach * GRID) + 1;
    boolean[] drawn = new boolean[side * side];
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    int[] bounds = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1};
    int count = 0;
    for (int j = 0; j < side; j++) {
      for (int i = 0; i < side; i++) {
        double dx = (fromX + i + 0.5) / GRID - centreX;
        double dy = (fromY + j + 0.5) / GRID - centreY;
        double u = (dx * cos + dy * sin) / (radius * stretch);
        double v = (dy * cos - dx * sin) / (radius / stretch);
        if (shape.covers(u, v)) {
          drawn[j * side + i] = true;
          count++;
          widen(bounds, i, j);
        }
      }
    }
    left = fromX + bounds[0];
    top = fromY + bounds[1];
    right = fromX + bounds[2] + 1;
    bottom = fromY + bounds[3] + 1;
    covered = crop(drawn, side, bounds);
    points = count;
  }

  private static void widen(int[] bounds, int i, int j) {
    bounds[0] = Math.min(bounds[0], i);
    bounds[1] = Math.min(bounds[1], j);
    bounds[2] = Math.max(bounds[2], i);
    bounds[3] = Math.max(bounds[3], j);
  }

  private static boolean[] crop(boolean[] drawn, int side, int[] bounds) {
    int width = bounds[2] - bounds[0] + 1;
    int height = bounds[3] - bounds[1] + 1;
    boolean[] cropped = new boolean[width * height];
    for (int j = 0; j < height; j++) {
      System.arraycopy(drawn, (bounds[1] + j) * side + bounds[0], cropped, j * width, width);
    }
    return cropped;
  }

  /** Whether the box lies within an image of that size in pixels. */
  boolean inside(int size) {
    return left >= 0 && top >= 0 && right <= size * GRID && bottom <= size * GRID;
  }

  /** The common part of both boxes over the smaller box, in [0, 1]. */
  double overlap(Placed other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    double smaller = Math.min(boxPoints(), other.boxPoints());
    return width <= 0 || height <= 0 ? 0 : width * height / smaller;
  }

  private double boxPoints() {
    return (double) (right - left) * (bottom - top);
  }

  /** How many of a pixel's points are covered, 0 to GRID x GRID. */
  int coverage(int x, int y) {
    int count = 0;
    for (int j = y * GRID; j < (y + 1) * GRID; j++) {
      for (int i = x * GRID; i < (x + 1) * GRID; i++) {
        if (i >= left && i < right && j >= top && j < bottom) {
          count += covered[(j - top) * (right - left) + i - left] ? 1 : 0;
        }
      }
    }
    return count;
  }

  /** xywh in pixels. */
  double[] box() {
    double unit = 1.0 / GRID;
    return new double[] {left * unit, top * unit, (right - left) * unit, (bottom - top) * unit};
  }

  /** Square pixels. */
  double area() {
    return points / (double) (GRID * GRID);
  }
}
