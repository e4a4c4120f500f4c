package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.dataset.AnnotationTable;
import java.util.Arrays;

/** Matches the detections of one category to its ground truths, image by image. One a thread. */
final class Matcher {
  private final Problem problem;
  private final AnnotationTable truth;
  private final double[] box;
  private final double[] thresholds;
  private final AreaRange[] areas;
  private final int most;
  private final int[] sorted;
  private final int[] scratch;

  private final Pairs pairs;
  private boolean[] skipped = new boolean[0];

  /** Of each ground truth of the current image, one bit an IoU threshold. */
  private long[] taken = new long[0];

  /** What the current detection did, one bit an IoU threshold. */
  private long hits;

  private long passed;

  Matcher(Problem problem) {
    this.problem = problem;
    this.truth = problem.truth.annotations;
    this.box = problem.detections.box;
    Settings settings = problem.settings;
    this.thresholds =
        Arrays.stream(settings.iouThresholds()).map(t -> Math.min(t, 1 - 1e-10)).toArray();
    this.pairs = new Pairs(problem, thresholds);
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
    boolean paired = t < tEnd && pairs.find(truths, t, tEnd, d, count);
    for (int i = 0; i < count; i++) {
      boolean own = paired && pairs.start[i] < pairs.start[i + 1];
      keep(sorted[d + i], i, own ? into.addSlot() : -1, into);
    }
    if (t < tEnd) {
      for (int a = 0; a < areas.length; a++) {
        into.positives[a] += markSkipped(truths, t, tEnd, areas[a]);
        if (paired) {
          matchArea(a, truths, t, count, into);
        }
      }
    }
    into.size += count;
  }

  private void keep(int detection, int rank, int slot, Matches into) {
    double area = box[4 * detection + 2] * box[4 * detection + 3];
    long outside = 0;
    for (int a = 0; a < areas.length; a++) {
      outside |= areas[a].excludes(area) ? 1L << a : 0;
    }
    int at = into.size + rank;
    into.score[at] = problem.detections.score[detection];
    into.rank[at] = rank;
    into.outside[at] = outside;
    into.slot[at] = slot;
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

  private void matchArea(int a, int[] truths, int t, int count, Matches into) {
    for (int i = 0; i < count; i++) {
      int slot = into.slot[into.size + i];
      if (slot >= 0) {
        if (pairs.start[i + 1] - pairs.start[i] == 1) {
          takeOnly(pairs.start[i], truths, t);
        } else {
          takeBest(i, truths, t);
        }
        boolean outside = (into.outside[into.size + i] >>> a & 1) != 0;
        into.matched[a][slot] = hits;
        into.ignored[a][slot] = outside ? passed | ~hits : passed;
      }
    }
  }

  /** A detection with one pair takes it wherever it is free: at all thresholds at once. */
  private void takeOnly(int pair, int[] truths, int t) {
    int g = pairs.truth[pair];
    long free = pairs.reach[pair] & (truth.crowd(truths[t + g]) ? -1L : ~taken[g]);
    taken[g] |= free;
    passed = skipped[g] ? free : 0;
    hits = marked(truths[t + g]) ? free : 0;
  }

  private void takeBest(int i, int[] truths, int t) {
    hits = 0;
    passed = 0;
    for (int k = 0; k < thresholds.length; k++) {
      int g = best(i, k, truths, t);
      if (g >= 0) {
        taken[g] |= 1L << k;
        hits |= marked(truths[t + g]) ? 1L << k : 0;
        passed |= skipped[g] ? 1L << k : 0;
      }
    }
  }

  /** pycocotools stores the id as the mark of a match, so an annotation with id 0 leaves none. */
  private boolean marked(int row) {
    return truth.id(row) != 0;
  }

  /**
   * The ground truth that a detection takes at a threshold, or -1: the highest IoU, of equal ones
   * the last; an ignored one only if no other will do; one that is taken only if it is a crowd.
   */
  private int best(int i, int k, int[] truths, int t) {
    double reach = thresholds[k];
    int found = -1;
    for (int pass = 0; pass < 2 && found < 0; pass++) {
      for (int p = pairs.start[i]; p < pairs.start[i + 1]; p++) {
        int g = pairs.truth[p];
        if (skipped[g] != (pass == 1) || pairs.iou[p] < reach) {
          continue;
        }
        if ((taken[g] >>> k & 1) != 0 && !truth.crowd(truths[t + g])) {
          continue;
        }
        reach = pairs.iou[p];
        found = g;
      }
    }
    return found;
  }
}
