package dev.lorsbench.coco.compare;

import java.util.Arrays;

/**
 * The points of one precision-recall curve of a resampled set: ascending counts of true positives
 * with the precision reached there. Grows, and is reused.
 *
 * <p>Of the copies of one detection only the last makes a point: those before it have a lower
 * precision, so they never decide. For the same reason points of detections that were not drawn, or
 * do not count, may stay: they repeat a count with a lower or equal precision.
 */
final class Points {
  /** numpy's spacing(1), which pycocotools adds so that nothing is divided by 0. */
  private static final double EPSILON = Math.ulp(1.0);

  private int size;
  private int hits;
  private int passed;
  private int[] truePositives = new int[256];
  private double[] precision = new double[256];

  /**
   * Finds the points.
   *
   * @param weight how often each image was drawn
   * @param counted at each place of the category, how many detections stand there and before it
   */
  void find(RankedCategory category, int t, short[] weight, int[] counted) {
    size = 0;
    hits = 0;
    passed = 0;
    if (category.runStart == null) {
      findSingles(category, category.marks[t], weight, counted);
    } else {
      findRuns(category, category.marks[t], weight, counted);
    }
  }

  private void findSingles(RankedCategory category, int[] marks, short[] weight, int[] counted) {
    makeRoom(marks.length);
    int taken = 0;
    int left = 0;
    for (int j = 0; j < marks.length; j++) {
      int ignored = marks[j] >> 31;
      int place = marks[j] ^ ignored;
      int copies = weight[category.image[place]];
      taken += copies & ~ignored;
      left += copies & ignored;
      truePositives[j] = taken;
      precision[j] = taken / (counted[place] - left + EPSILON);
    }
    size = marks.length;
  }

  private void findRuns(RankedCategory category, int[] marks, short[] weight, int[] counted) {
    for (int j = 0; j < marks.length; ) {
      int first = marks[j] ^ marks[j] >> 31;
      int end = category.runEnd[first];
      int to = j + 1;
      while (to < marks.length && (marks[to] ^ marks[to] >> 31) < end) {
        to++;
      }
      int start = category.runStart[first];
      int before = start == 0 ? 0 : counted[start - 1];
      for (int copy = 0; copy < weight[category.image[first]]; copy++) {
        addRun(marks, j, to, before + copy * (end - start) - start);
      }
      j = to;
    }
  }

  private void addRun(int[] marks, int from, int to, int shift) {
    makeRoom(size + to - from);
    for (int j = from; j < to; j++) {
      int ignored = marks[j] >> 31;
      int place = marks[j] ^ ignored;
      hits += 1 & ~ignored;
      passed += 1 & ignored;
      truePositives[size] = hits;
      precision[size++] = hits / (shift + place + 1 - passed + EPSILON);
    }
  }

  private void makeRoom(int wanted) {
    if (wanted > precision.length) {
      truePositives = Arrays.copyOf(truePositives, 2 * wanted);
      precision = Arrays.copyOf(precision, 2 * wanted);
    }
  }

  /**
   * Reads the highest precision at or beyond each recall, 0 where it is not reached.
   *
   * @param needed true positives that reach each recall, ascending
   * @param into gets the values at {@code from}, {@code from + stride}, ...
   */
  void read(int[] needed, double[] into, int from, int stride) {
    double highest = 0;
    int left = size - 1;
    for (int r = needed.length - 1; r >= 0; r--) {
      int count = needed[r];
      while (left >= 0 && truePositives[left] >= count) {
        highest = Math.max(highest, precision[left--]);
      }
      into[from + r * stride] = highest;
    }
  }
}
