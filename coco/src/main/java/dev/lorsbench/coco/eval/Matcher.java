package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.dataset.AnnotationTable;
import java.util.Arrays;

/** Matches one run, image by image. Used once, by one thread. */
final class Matcher {
  private final Problem problem;
  private final MatchRun run;
  private final AnnotationTable table;
  private final double[] box;
  private final double[] thresholds;
  private final AreaRange[] areas;
  private final int most;

  /** The rows of detections, sorted by score within each image as the work goes on. */
  private final int[] sorted;

  private final int[] truths;
  private final int[] scratch;
  private final Pairs pairs;
  private final Tally tally;

  /** The row of each detection of the tally. */
  private final int[] row;

  private boolean[] skipped = new boolean[0];

  /** By area range and ground truth of the run, one bit an IoU threshold. */
  private final long[][] takenOf;

  /** The current area range's. */
  private long[] taken;

  /** What the current detection did, one bit an IoU threshold. */
  private long hits;

  private long passed;

  Matcher(Problem problem, MatchRun run) {
    Settings settings = problem.settings;
    int detections = run.detectionTo() - run.detectionFrom();
    int count = run.truthTo() - run.truthFrom();
    this.problem = problem;
    this.run = run;
    this.table = problem.truth.annotations;
    this.box = problem.detections.box;
    this.thresholds =
        Arrays.stream(settings.iouThresholds()).map(t -> Math.min(t, 1 - 1e-10)).toArray();
    this.areas = settings.areaRanges().toArray(AreaRange[]::new);
    this.most = settings.maxDetections()[settings.maxDetections().length - 1];
    this.sorted = problem.detectionGroups.order();
    this.truths = problem.truthGroups.order();
    this.scratch = new int[detections];
    this.pairs = new Pairs(problem, thresholds);
    this.tally = new Tally(areas.length, detections, 64, count);
    this.row = new int[detections];
    this.takenOf = new long[areas.length][count];
  }

  /** The matches of a run. */
  CategoryMatches match() {
    int t = run.truthFrom();
    int d = run.detectionFrom();
    while (t < run.truthTo() || d < run.detectionTo()) {
      int image = Math.min(truthImageAt(t), detectionImageAt(d));
      int tEnd =
          truthImageAt(t) == image
              ? Grouping.runEnd(truths, t, run.truthTo(), problem.truthImage)
              : t;
      int dEnd = detectionImageAt(d) == image ? problem.detectionRunEnd(d, run.detectionTo()) : d;
      matchImage(image, t, tEnd, d, dEnd);
      t = tEnd;
      d = dEnd;
    }
    int[] truthRow = Arrays.copyOfRange(truths, run.truthFrom(), run.truthTo());
    int[] truthImage = Arrays.stream(truthRow).map(row -> problem.truthImage[row]).toArray();
    return new CategoryMatches(
        problem.categoryIds[run.category()], tally, row, truthRow, truthImage, takenOf);
  }

  private int truthImageAt(int at) {
    return at < run.truthTo() ? problem.truthImage[truths[at]] : Integer.MAX_VALUE;
  }

  private int detectionImageAt(int at) {
    return at < run.detectionTo() ? problem.detectionImageAt(at) : Integer.MAX_VALUE;
  }

  private void matchImage(int image, int t, int tEnd, int d, int dEnd) {
    ScoreOrder.sort(sorted, d, dEnd, problem.detections.score, scratch);
    int count = Math.min(dEnd - d, most);
    boolean paired = t < tEnd && pairs.find(truths, t, tEnd, d, count);
    int from = tally.size;
    for (int i = 0; i < count; i++) {
      boolean own = paired && pairs.start[i] < pairs.start[i + 1];
      keep(sorted[d + i], image, i, own ? tally.addSlot() : -1);
    }
    if (t < tEnd) {
      tally.groupImage[tally.groups] = image;
      for (int a = 0; a < areas.length; a++) {
        taken = takenOf[a];
        tally.positives[a][tally.groups] = markSkipped(t, tEnd, areas[a]);
        if (paired) {
          matchArea(a, t, from, count);
        }
      }
      tally.groups++;
    }
  }

  private void keep(int detection, int image, int rank, int slot) {
    double area = box[4 * detection + 2] * box[4 * detection + 3];
    long outside = 0;
    for (int a = 0; a < areas.length; a++) {
      outside |= areas[a].excludes(area) ? 1L << a : 0;
    }
    int at = tally.size++;
    row[at] = detection;
    tally.image[at] = image;
    tally.score[at] = problem.detections.score[detection];
    tally.rank[at] = rank;
    tally.outside[at] = outside;
    tally.slot[at] = slot;
  }

  /** Says which ground truths are ignored in an area range; returns how many are not. */
  private int markSkipped(int t, int tEnd, AreaRange area) {
    if (skipped.length < tEnd - t) {
      skipped = new boolean[2 * (tEnd - t)];
    }
    int counted = 0;
    for (int g = t; g < tEnd; g++) {
      skipped[g - t] = table.crowd(truths[g]) || area.excludes(table.area(truths[g]));
      counted += skipped[g - t] ? 0 : 1;
    }
    return counted;
  }

  private void matchArea(int a, int t, int from, int count) {
    for (int i = 0; i < count; i++) {
      int slot = tally.slot[from + i];
      if (slot >= 0) {
        if (pairs.start[i + 1] - pairs.start[i] == 1) {
          takeOnly(pairs.start[i], t);
        } else {
          takeBest(i, t);
        }
        boolean outside = (tally.outside[from + i] >>> a & 1) != 0;
        tally.matched[a][slot] = hits;
        tally.ignored[a][slot] = outside ? passed | ~hits : passed;
      }
    }
  }

  /** A detection with one pair takes it wherever it is free: at all thresholds at once. */
  private void takeOnly(int pair, int t) {
    int g = pairs.truth[pair];
    long free =
        pairs.reach[pair] & (table.crowd(truths[t + g]) ? -1L : ~taken[t - run.truthFrom() + g]);
    taken[t - run.truthFrom() + g] |= free;
    passed = skipped[g] ? free : 0;
    hits = marked(truths[t + g]) ? free : 0;
  }

  private void takeBest(int i, int t) {
    hits = 0;
    passed = 0;
    for (int k = 0; k < thresholds.length; k++) {
      int g = best(i, k, t);
      if (g >= 0) {
        taken[t - run.truthFrom() + g] |= 1L << k;
        hits |= marked(truths[t + g]) ? 1L << k : 0;
        passed |= skipped[g] ? 1L << k : 0;
      }
    }
  }

  /** pycocotools stores the id as the mark of a match, so an annotation with id 0 leaves none. */
  private boolean marked(int row) {
    return table.id(row) != 0;
  }

  /**
   * The ground truth that a detection takes at a threshold, or -1: the highest IoU, of equal ones
   * the last; an ignored one only if no other will do; one that is taken only if it is a crowd.
   */
  private int best(int i, int k, int t) {
    double reach = thresholds[k];
    int found = -1;
    for (int pass = 0; pass < 2 && found < 0; pass++) {
      for (int p = pairs.start[i]; p < pairs.start[i + 1]; p++) {
        int g = pairs.truth[p];
        if (skipped[g] != (pass == 1) || pairs.iou[p] < reach) {
          continue;
        }
        if ((taken[t - run.truthFrom() + g] >>> k & 1) != 0 && !table.crowd(truths[t + g])) {
          continue;
        }
        reach = pairs.iou[p];
        found = g;
      }
    }
    return found;
  }
}
