package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.dataset.AnnotationTable;
import java.util.Arrays;

/**
 * The pairs of detection and ground truth in one image and category whose IoU reaches the lowest
 * threshold; all others would be passed over by the matching anyway. Boxes so large or so small
 * that floating point has no area for them have NaN for an IoU.
 */
final class Pairs {
  private final AnnotationTable table;
  private final double[] box;
  private final double[] thresholds;
  private final double lowest;
  private final int[] detections;

  /** The pairs of the i-th detection are [start[i], start[i + 1]). */
  int[] start = new int[0];

  /** The ground truth of each pair, counted from the image's first. */
  int[] truth = new int[64];

  double[] iou = new double[64];

  /** One bit an IoU threshold: whether the pair reaches it. */
  long[] reach = new long[64];

  /**
   * Of one problem.
   *
   * @param thresholds in any order
   */
  Pairs(Problem problem, double[] thresholds) {
    this.table = problem.truth.annotations;
    this.box = problem.detections.box;
    this.thresholds = thresholds;
    this.lowest = Arrays.stream(thresholds).min().orElseThrow();
    this.detections = problem.detectionGroups.order();
  }

  /**
   * Finds the pairs of {@code count} detections from {@code d} on.
   *
   * @return whether there are any
   */
  boolean find(int[] truths, int t, int tEnd, int d, int count) {
    if (start.length <= count) {
      start = new int[2 * count + 2];
    }
    int pairs = 0;
    for (int i = 0; i < count; i++) {
      start[i] = pairs;
      double reach = lowest;
      for (int g = t; g < tEnd; g++) {
        double overlap = iou(detections[d + i], truths[g]);
        // pycocotools lets a NaN match, and after it whatever comes: nothing is less than NaN.
        if (!(overlap < reach)) {
          add(pairs++, g - t, overlap);
          reach = Double.isNaN(overlap) ? overlap : reach;
        }
      }
    }
    start[count] = pairs;
    return pairs > 0;
  }

  private void add(int pair, int g, double overlap) {
    if (pair == truth.length) {
      truth = Arrays.copyOf(truth, 2 * pair);
      iou = Arrays.copyOf(iou, 2 * pair);
      reach = Arrays.copyOf(reach, 2 * pair);
    }
    truth[pair] = g;
    iou[pair] = overlap;
    long reached = 0;
    for (int k = 0; k < thresholds.length; k++) {
      reached |= overlap < thresholds[k] ? 0 : 1L << k;
    }
    reach[pair] = reached;
  }

  /** maskApi's bbIou, operation by operation. */
  private double iou(int detection, int row) {
    double dx = box[4 * detection];
    double dw = box[4 * detection + 2];
    double gx = table.box(row, 0);
    double gw = table.box(row, 2);
    double w = Math.min(dw + dx, gw + gx) - Math.max(dx, gx);
    if (w <= 0) {
      return 0;
    }
    double dy = box[4 * detection + 1];
    double dh = box[4 * detection + 3];
    double gy = table.box(row, 1);
    double gh = table.box(row, 3);
    double h = Math.min(dh + dy, gh + gy) - Math.max(dy, gy);
    if (h <= 0) {
      return 0;
    }
    double common = w * h;
    double union = table.crowd(row) ? dw * dh : dw * dh + gw * gh - common;
    return common / union;
  }
}
