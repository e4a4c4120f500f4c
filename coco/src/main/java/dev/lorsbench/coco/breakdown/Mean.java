package dev.lorsbench.coco.breakdown;

import dev.lorsbench.coco.eval.CocoResult;

/** Means over parts of a result. */
final class Mean {
  private Mean() {}

  /** The mean precision in one area range at the highest limit; -1 if nothing is defined. */
  static double precision(CocoResult result, int area) {
    int[] shape = result.precisionShape();
    double[] precision = result.precision();
    int areas = shape[3];
    int limits = shape[4];
    double sum = 0;
    int defined = 0;
    for (int cell = area * limits + limits - 1; cell < precision.length; cell += areas * limits) {
      if (precision[cell] > -1) {
        sum += precision[cell];
        defined++;
      }
    }
    return defined == 0 ? -1 : sum / defined;
  }
}
