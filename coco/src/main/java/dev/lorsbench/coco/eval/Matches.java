package dev.lorsbench.coco.eval;

/**
 * What became of one category's detections, images in order and in each by descending score: one
 * bit an IoU threshold for matched and for ignored, in each area range. Grows, and is reused.
 */
final class Matches {
  private final int areas;
  int size;
  double[] score = new double[0];

  /** Place within image and category, from 0. */
  int[] rank = new int[0];

  long[][] matched;
  long[][] ignored;

  /** Ground truths that count, in each area range. */
  final int[] positives;

  Matches(int areas) {
    this.areas = areas;
    this.positives = new int[areas];
    this.matched = new long[areas][0];
    this.ignored = new long[areas][0];
  }

  /** Empties it and makes room. */
  void clear(int capacity) {
    size = 0;
    java.util.Arrays.fill(positives, 0);
    if (capacity > score.length) {
      score = new double[capacity];
      rank = new int[capacity];
      matched = new long[areas][capacity];
      ignored = new long[areas][capacity];
    }
  }
}
