package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.eval.CategoryMatches;
import dev.lorsbench.coco.eval.Matching;
import java.util.Arrays;

/**
 * Which recalls the true positives of a resampled set reach; the same for all detectors. Reusable,
 * of one thread.
 */
final class RecallPlaces {
  private final int[][] truthImages;

  /** Ascending. */
  private final double[] recalls;

  private final int[] needed;

  /** By category, how many ground truths count. */
  final int[] positives;

  /** How many categories have any. */
  int defined;

  /** Where each category's entries of {@link #reached} start. */
  final int[] start;

  /** By category and number of true positives, 0 to all, how many of the recalls are reached. */
  int[] reached = new int[0];

  RecallPlaces(Matching matching) {
    this.truthImages =
        matching.categories().stream()
            .map((CategoryMatches m) -> m.positiveImages(0))
            .toArray(int[][]::new);
    this.recalls = matching.settings().recallThresholds();
    this.needed = new int[recalls.length];
    this.positives = new int[truthImages.length];
    this.start = new int[truthImages.length + 1];
  }

  /** Takes the set in which image i was drawn {@code weight[i]} times. */
  void find(short[] weight) {
    defined = 0;
    for (int k = 0; k < positives.length; k++) {
      int sum = 0;
      for (int image : truthImages[k]) {
        sum += weight[image];
      }
      positives[k] = sum;
      start[k + 1] = start[k] + sum + 1;
      defined += sum > 0 ? 1 : 0;
    }
    if (reached.length < start[positives.length]) {
      reached = new int[2 * start[positives.length]];
    }
    for (int k = 0; k < positives.length; k++) {
      need(positives[k]);
      fill(start[k], start[k + 1]);
    }
  }

  /** The first true positive whose recall is not below each threshold, as a left search. */
  private void need(double all) {
    for (int r = 0; r < recalls.length; r++) {
      int count = Math.max(1, (int) Math.ceil(recalls[r] * all));
      while (count > 1 && (count - 1) / all >= recalls[r]) {
        count--;
      }
      while (count / all < recalls[r]) {
        count++;
      }
      needed[r] = count;
    }
  }

  private void fill(int from, int to) {
    int at = from;
    for (int r = 0; r < needed.length && at < to; r++) {
      int next = Math.min(from + needed[r], to);
      Arrays.fill(reached, at, next, r);
      at = next;
    }
    Arrays.fill(reached, at, to, needed.length);
  }
}
