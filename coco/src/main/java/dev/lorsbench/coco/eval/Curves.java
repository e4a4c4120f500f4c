package dev.lorsbench.coco.eval;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Turns the tally of a category into precision, score and recall at every threshold. Precision
 * changes upwards only where a true positive stands, so only these are kept: the bits are the same.
 */
final class Curves {
  /** numpy's spacing(1), which pycocotools adds so that nothing is divided by 0. */
  private static final double EPSILON = Math.ulp(1.0);

  private final Settings settings;
  private final double[] recalls;
  private final int thresholds;
  private int[] order = new int[0];
  private int[] scratch = new int[0];

  /** The detections within the limit, by descending score: score, slot, and areas they miss. */
  private double[] score = new double[0];

  private int[] slot = new int[0];
  private long[] outside = new long[0];

  /** Of each IoU threshold: true positives so far, and those misses that others do not share. */
  private final int[] hits;

  private final int[] misses;

  /** Place and precision of each true positive, by threshold. */
  private final int[][] hitAt;

  private final double[][] precisionAt;

  Curves(Settings settings) {
    this.settings = settings;
    this.recalls = settings.recallThresholds();
    this.thresholds = settings.iouThresholds().length;
    this.hits = new int[thresholds];
    this.misses = new int[thresholds];
    this.hitAt = new int[thresholds][0];
    this.precisionAt = new double[thresholds][0];
  }

  /** Writes the entries of a category into the result. */
  void accumulate(Tally tally, int category, CocoResult result) {
    int[] positives = IntStream.range(0, tally.areas).map(tally::positives).toArray();
    makeRoom(tally, Arrays.stream(positives).max().orElse(0));
    for (int i = 0; i < tally.size; i++) {
      order[i] = i;
    }
    ScoreOrder.sort(order, 0, tally.size, tally.score, scratch);
    for (int m = 0; m < settings.maxDetections().length; m++) {
      int count = keep(tally, settings.maxDetections()[m]);
      for (int a = 0; a < settings.areaRanges().size(); a++) {
        if (positives[a] > 0) {
          count(tally, count, a);
          for (int t = 0; t < thresholds; t++) {
            curve(positives[a], count, category, t, a, m, result);
          }
        }
      }
    }
  }

  private void makeRoom(Tally tally, int most) {
    if (order.length < tally.size) {
      order = new int[tally.size];
      scratch = new int[tally.size];
      score = new double[tally.size];
      slot = new int[tally.size];
      outside = new long[tally.size];
    }
    // Every true positive takes a ground truth of its own.
    for (int t = 0; t < thresholds && hitAt[t].length < most; t++) {
      hitAt[t] = new int[most];
      precisionAt[t] = new double[most];
    }
  }

  private int keep(Tally tally, int most) {
    int count = 0;
    for (int i = 0; i < tally.size; i++) {
      int detection = order[i];
      if (tally.rank[detection] < most) {
        score[count] = tally.score[detection];
        slot[count] = tally.slot[detection];
        outside[count++] = tally.outside[detection];
      }
    }
    return count;
  }

  /** Walks down the scores once for all IoU thresholds and notes every true positive. */
  private void count(Tally tally, int count, int a) {
    long[] matched = tally.matched[a];
    long[] ignored = tally.ignored[a];
    long all = -1L >>> (64 - thresholds);
    int shared = 0;
    Arrays.fill(hits, 0);
    Arrays.fill(misses, 0);
    for (int i = 0; i < count; i++) {
      int s = slot[i];
      if (s < 0) {
        shared += (int) (~outside[i] >>> a & 1);
        continue;
      }
      for (long left = matched[s] & ~ignored[s]; left != 0; left &= left - 1) {
        hit(Long.numberOfTrailingZeros(left), i, shared);
      }
      for (long left = ~matched[s] & ~ignored[s] & all; left != 0; left &= left - 1) {
        misses[Long.numberOfTrailingZeros(left)]++;
      }
    }
  }

  private void hit(int t, int at, int shared) {
    hitAt[t][hits[t]] = at;
    double hit = hits[t] + 1;
    precisionAt[t][hits[t]++] = hit / (shared + misses[t] + hit + EPSILON);
  }

  private void curve(
      double positives, int count, int category, int t, int a, int m, CocoResult result) {
    double[] precision = precisionAt[t];
    for (int i = hits[t] - 1; i > 0; i--) {
      precision[i - 1] = Math.max(precision[i - 1], precision[i]);
    }
    result.setRecall(t, category, a, m, hits[t] / positives);
    int next = 0;
    boolean reached = true;
    for (int r = 0; r < recalls.length; r++) {
      next = r > 0 && recalls[r] < recalls[r - 1] ? 0 : next;
      while (next < hits[t] && (next + 1) / positives < recalls[r]) {
        next++;
      }
      // The first recall is reached by the first detection, whatever it is.
      int at = recalls[r] <= 0 ? 0 : next < hits[t] ? hitAt[t][next] : count;
      // pycocotools leaves its loop at the first recall that is not reached: the rest stay 0.
      reached &= at < count;
      double value = reached && next < hits[t] ? precision[next] : 0;
      result.setPrecision(t, r, category, a, m, value, reached ? score[at] : 0);
    }
  }
}
