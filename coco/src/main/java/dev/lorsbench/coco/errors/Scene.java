package dev.lorsbench.coco.errors;

/**
 * One image: its objects, its crowds, and its detections by descending score. N detections, M
 * objects, C crowds; categories are indices.
 *
 * @param detectionCategory [N]
 * @param score [N], descending
 * @param detectionBox [N], xywh
 * @param objectCategory [M]
 * @param objectBox [M], xywh
 * @param crowdCategory [C]
 * @param crowdBox [C], xywh
 */
@SuppressWarnings("ArrayRecordComponent") // columns of one image, compared by no one
record Scene(
    int[] detectionCategory,
    double[] score,
    double[][] detectionBox,
    int[] objectCategory,
    double[][] objectBox,
    int[] crowdCategory,
    double[][] crowdBox) {

  /** Intersection over union, [N, M]. */
  double[][] overlaps() {
    double[][] overlaps = new double[score.length][objectBox.length];
    for (int d = 0; d < score.length; d++) {
      for (int g = 0; g < objectBox.length; g++) {
        overlaps[d][g] = Boxes.iou(detectionBox[d], objectBox[g]);
      }
    }
    return overlaps;
  }

  /** Whether more than that share of a detection lies in a crowd of its category. */
  boolean inCrowd(int detection, double share) {
    for (int c = 0; c < crowdBox.length; c++) {
      if (crowdCategory[c] == detectionCategory[detection]
          && Boxes.covered(detectionBox[detection], crowdBox[c]) > share) {
        return true;
      }
    }
    return false;
  }
}
