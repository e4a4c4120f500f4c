package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.dataset.AnnotationTable;
import java.util.Arrays;

/**
 * Matches the detections of one category to its ground truths, image by image. One a thread.
 *
 * <p>Only pairs that reach the lowest threshold are kept: all others would be passed over anyway.
 */
final class Matcher {
  private final Problem problem;
  private final AnnotationTable truth;
  private final double[] box;
  private final double[] thresholds;
  private final double least;
  private final AreaRange[] areas;
  private final int most;
  private final int[] sorted;
  private final int[] scratch;

  /** Pairs of the current image by detection: [pairStart[d], pairStart[d + 1]). */
  private int[] pairStart = new int[0];

  private int[] pairTruth = new int[64];
  private double[] pairIou = new double[64];
  private boolean[] skipped = new boolean[0];
  private long[] taken = new long[0];

  Matcher(Problem problem) {
    this.problem = problem;
    this.truth = problem.truth.annotations;
    this.box = problem.detections.box;
    Settings settings = problem.settings;
    this.thresholds =
        Arrays.stream(settings.iouThresholds()).map(t -> Math.min(t, 1 - 1e-10)).toArray();
    this.least = thresholds[0];
    this.areas = settings.areaRanges().toArray(AreaRange[]::new);
    this.most = settings.maxDetections()[settings.maxDetections().length - 1];
    this.sorted = problem.detectionGroups.order();
    this.scratch = new int[sorted.length];
  }

  /** Fills {@code into} with the matches of a category. */
  void match(int category, Matches into) {
    int[] truths = problem.truthGroups.order();
    int t = problem.truthGroups.starts()[category];
    int truthEnd = problem.truthGroups.starts()[category + 1];
    int d = problem.detectionGroups.starts()[category];
    int detectionEnd = problem.detectionGroups.starts()[category + 1];
    into.clear(detectionEnd - d);
    while (t < truthEnd || d < detectionEnd) {
      int image = Math.min(imageAt(truths, t, truthEnd), imageAt(d, detectionEnd));
      int tEnd =
          imageAt(truths, t, truthEnd) == image
              ? Grouping.runEnd(truths, t, truthEnd, problem.truthImage)
              : t;
      int dEnd =
          imageAt(d, detectionEnd) == image
              ? Grouping.runEnd(sorted, d, detectionEnd, problem.detectionImage)
              : d;
      matchImage(truths, t, tEnd, d, dEnd, into);
      t = tEnd;
      d = dEnd;
    }
  }

  private int imageAt(int[] truths, int at, int end) {
    return at < end ? problem.truthImage[truths[at]] : Integer.MAX_VALUE;
  }

  private int imageAt(int at, int end) {
    return at < end ? problem.detectionImage[sorted[at]] : Integer.MAX_VALUE;
  }

  private void matchImage(int[] truths, int t, int tEnd, int d, int dEnd, Matches into) {
    ScoreOrder.sort(sorted, d, dEnd, problem.detections.score, scratch);
    int count = Math.min(dEnd - d, most);
    pair(truths, t, tEnd, d, count);
    for (int i = 0; i < count; i++) {
      into.score[into.size + i] = problem.detections.score[sorted[d + i]];
      into.rank[into.size + i] = i;
    }
    for (int a = 0; a < areas.length; a++) {
      into.positives[a] += markSkipped(truths, t, tEnd, areas[a]);
      matchArea(a, truths, t, d, count, into);
    }
    into.size += count;
  }

  /** Finds the pairs of the image whose IoU reaches the lowest threshold. */
  private void pair(int[] truths, int t, int tEnd, int d, int count) {
    if (pairStart.length <= count) {
      pairStart = new int[2 * count + 2];
    }
    int pairs = 0;
    for (int i = 0; i < count; i++) {
      pairStart[i] = pairs;
      int detection = sorted[d + i];
      for (int g = t; g < tEnd; g++) {
        double iou = iou(detection, truths[g]);
        // Written so that a NaN is kept: pycocotools lets one match.
        if (!(iou < least)) {
          if (pairs == pairTruth.length) {
            pairTruth = Arrays.copyOf(pairTruth, 2 * pairs);
            pairIou = Arrays.copyOf(pairIou, 2 * pairs);
          }
          pairTruth[pairs] = g - t;
          pairIou[pairs++] = iou;
        }
      }
    }
    pairStart[count] = pairs;
  }

  /** maskApi's bbIou, operation by operation. */
  private double iou(int detection, int row) {
    double dx = box[4 * detection];
    double dw = box[4 * detection + 2];
    double gx = truth.box(row, 0);
    double gw = truth.box(row, 2);
    double w = Math.min(dw + dx, gw + gx) - Math.max(dx, gx);
    if (w <= 0) {
      return 0;
    }
    double dy = box[4 * detection + 1];
    double dh = box[4 * detection + 3];
    double gy = truth.box(row, 1);
    double gh = truth.box(row, 3);
    double h = Math.min(dh + dy, gh + gy) - Math.max(dy, gy);
    if (h <= 0) {
      return 0;
    }
    double common = w * h;
    double union = truth.crowd(row) ? dw * dh : dw * dh + gw * gh - common;
    return common / union;
  }

  /** Says which ground truths are ignored in an area range; returns how many are not. */
  private int markSkipped(int[] truths, int t, int tEnd, AreaRange area) {
    if (skipped.length < tEnd - t) {
      skipped = new boolean[2 * (tEnd - t)];
      taken = new long[2 * (tEnd - t)];
    }
    int counted = 0;
    for (int g = t; g < tEnd; g++) {
      skipped[g - t] = truth.crowd(truths[g]) || area.excludes(truth.area(truths[g]));
      taken[g - t] = 0;
      counted += skipped[g - t] ? 0 : 1;
    }
    return counted;
  }

  private void matchArea(int a, int[] truths, int t, int d, int count, Matches into) {
    long[] matched = into.matched[a];
    long[] ignored = into.ignored[a];
    for (int i = 0; i < count; i++) {
      int detection = sorted[d + i];
      long hits = 0;
      long passed = 0;
      if (pairStart[i] < pairStart[i + 1]) {
        for (int k = 0; k < thresholds.length; k++) {
          int g = best(i, k, truths, t);
          if (g >= 0) {
            taken[g] |= 1L << k;
            // pycocotools stores the id as the mark, so an annotation with id 0 leaves none.
            hits |= truth.id(truths[t + g]) == 0 ? 0 : 1L << k;
            passed |= skipped[g] ? 1L << k : 0;
          }
        }
      }
      if (areas[a].excludes(box[4 * detection + 2] * box[4 * detection + 3])) {
        passed |= ~hits;
      }
      matched[into.size + i] = hits;
      ignored[into.size + i] = passed;
    }
  }

  /**
   * The ground truth that a detection takes at a threshold, or -1: the highest IoU, of equal ones
   * the last; an ignored one only if no other will do; one that is taken only if it is a crowd.
   */
  private int best(int i, int k, int[] truths, int t) {
    double reach = thresholds[k];
    int found = -1;
    for (int pass = 0; pass < 2 && found < 0; pass++) {
      for (int p = pairStart[i]; p < pairStart[i + 1]; p++) {
        int g = pairTruth[p];
        if (skipped[g] != (pass == 1) || pairIou[p] < reach) {
          continue;
        }
        if ((taken[g] >>> k & 1) != 0 && !truth.crowd(truths[t + g])) {
          continue;
        }
        reach = pairIou[p];
        found = g;
      }
    }
    return found;
  }
}
