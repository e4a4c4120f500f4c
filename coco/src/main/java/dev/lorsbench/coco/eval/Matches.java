package dev.lorsbench.coco.eval;

import java.util.Arrays;

/**
 * What became of one category's detections, images in order and in each by descending score. Most
 * detections meet no ground truth at any threshold: of these only the score is kept, and the area
 * ranges that they lie outside. The others have a slot with one bit an IoU threshold for matched
 * and for ignored, in each area range. Grows, and is reused.
 */
final class Matches {
  private final int areas;
  int size;
  int slots;
  double[] score = new double[0];

  /** Place within image and category, from 0. */
  int[] rank = new int[0];

  /** One bit an area range: whether the detection's own area lies outside. */
  long[] outside = new long[0];

  /** The detection's slot, -1 if it has none. */
  int[] slot = new int[0];

  long[][] matched;
  long[][] ignored;

  /** Ground truths that count, in each area range. */
  final int[] positives;

  Matches(int areas) {
    this.areas = areas;
    this.positives = new int[areas];
    this.matched = new long[areas][64];
    this.ignored = new long[areas][64];
  }

  /** Empties it and makes room for that many detections. */
  void clear(int capacity) {
    size = 0;
    slots = 0;
    Arrays.fill(positives, 0);
    if (capacity > score.length) {
      score = new double[capacity];
      rank = new int[capacity];
      outside = new long[capacity];
      slot = new int[capacity];
    }
  }

  /** A new slot. */
  int addSlot() {
    if (slots == matched[0].length) {
      for (int a = 0; a < areas; a++) {
        matched[a] = Arrays.copyOf(matched[a], 2 * slots);
        ignored[a] = Arrays.copyOf(ignored[a], 2 * slots);
      }
    }
    return slots++;
  }
}
