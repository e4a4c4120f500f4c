package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.eval.CategoryMatches;
import dev.lorsbench.coco.eval.Matching;
import dev.lorsbench.coco.eval.NumpyMean;
import dev.lorsbench.coco.eval.Settings;
import java.util.List;

/**
 * The average precision of detections on a resampled set, from matches that were made once. A set
 * in which an image was drawn w times is taken as holding it and its detections w times, side by
 * side; the result has the bits that an evaluation of that set would have.
 */
final class ResampledPrecision {
  private final List<RankedCategory> categories;
  private final int[][] truthImages;
  private final double[] recalls;
  private final int thresholds;

  ResampledPrecision(Matching matching) {
    Settings settings = matching.settings();
    List<CategoryMatches> matches = matching.categories();
    this.thresholds = settings.iouThresholds().length;
    this.recalls = settings.recallThresholds();
    this.categories = matches.stream().map(m -> RankedCategory.of(m, thresholds)).toList();
    this.truthImages = matches.stream().map(m -> m.positiveImages(0)).toArray(int[][]::new);
  }

  /** Room for one thread. */
  Scratch scratch() {
    return new Scratch();
  }

  /** Reusable arrays of one thread. */
  final class Scratch {
    private final Points points = new Points();
    private final int[] needed = new int[recalls.length];
    private int[] counted = new int[0];

    /** Precision of the categories that have ground truth, [T, R, K] row-major. */
    private final double[] values = new double[thresholds * recalls.length * categories.size()];

    private int defined;

    /** Evaluates the set in which image i was drawn {@code weight[i]} times. */
    void evaluate(short[] weight) {
      int[] positives = new int[truthImages.length];
      defined = 0;
      for (int k = 0; k < positives.length; k++) {
        for (int image : truthImages[k]) {
          positives[k] += weight[image];
        }
        defined += positives[k] > 0 ? 1 : 0;
      }
      int column = 0;
      for (int k = 0; k < positives.length; k++) {
        if (positives[k] > 0) {
          category(categories.get(k), positives[k], column++, weight);
        }
      }
    }

    private void category(RankedCategory category, int positives, int column, short[] weight) {
      count(category.image, weight);
      need(positives);
      for (int t = 0; t < thresholds; t++) {
        points.find(category, t, weight, counted);
        points.read(needed, values, t * recalls.length * defined + column, defined);
      }
    }

    private void count(int[] image, short[] weight) {
      if (counted.length < image.length) {
        counted = new int[2 * image.length];
      }
      int sum = 0;
      for (int i = 0; i < image.length; i++) {
        sum += weight[image[i]];
        counted[i] = sum;
      }
    }

    /** The first true positive whose recall is not below each threshold, as a left search. */
    private void need(double positives) {
      for (int r = 0; r < recalls.length; r++) {
        int count = Math.max(1, (int) Math.ceil(recalls[r] * positives));
        while (count > 1 && (count - 1) / positives >= recalls[r]) {
          count--;
        }
        while (count / positives < recalls[r]) {
          count++;
        }
        needed[r] = count;
      }
    }

    /** AP over all IoU thresholds, -1 where no category has ground truth. */
    double ap() {
      return mean(0, thresholds);
    }

    /** AP at the t-th threshold, -1 where no category has ground truth. */
    double apAt(int t) {
      return mean(t, 1);
    }

    private double mean(int from, int count) {
      int block = recalls.length * defined;
      return defined == 0
          ? -1
          : NumpyMean.sum(values, from * block, count * block) / (count * block);
    }
  }
}
