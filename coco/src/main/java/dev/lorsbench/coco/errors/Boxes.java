package dev.lorsbench.coco.errors;

/** Overlaps of boxes as xywh: left, top, width, height. */
public final class Boxes {
  private Boxes() {}

  /** Intersection over union; 0 where they do not meet. */
  public static double iou(double[] a, double[] b) {
    double common = common(a, b);
    return common == 0 ? 0 : common / (a[2] * a[3] + b[2] * b[3] - common);
  }

  /** The share of {@code a} that lies in {@code b}. */
  public static double covered(double[] a, double[] b) {
    double common = common(a, b);
    return common == 0 ? 0 : common / (a[2] * a[3]);
  }

  private static double common(double[] a, double[] b) {
    double width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
    double height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
    return width <= 0 || height <= 0 ? 0 : width * height;
  }
}
