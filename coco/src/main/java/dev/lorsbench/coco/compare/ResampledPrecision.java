package dev.lorsbench.coco.compare;

/**
 * The average precision of one detector on resampled sets, from matches that were made once. A set
 * in which an image was drawn w times is taken as holding it and its detections w times, side by
 * side; the result has the bits that an evaluation of that set would have. Reusable, of one thread.
 */
final class ResampledPrecision {
  private final Ranking ranking;
  private final Curve curve;
  private int[] upTo = new int[1];

  private final PrecisionTable table;

  /** AP over all IoU thresholds, then at each; -1 where no category has ground truth. */
  private final double[] means;

  /**
   * Of one detector.
   *
   * @param table may be shared by all of one thread
   */
  ResampledPrecision(Ranking ranking, PrecisionTable table) {
    this.ranking = ranking;
    this.curve = new Curve(ranking.recalls());
    this.table = table;
    this.means = new double[1 + ranking.thresholds()];
  }

  /**
   * Evaluates the set in which image i was drawn {@code weight[i]} times.
   *
   * @param places of that set
   */
  void evaluate(short[] weight, RecallPlaces places) {
    table.begin(places.defined);
    for (int k = 0; k < places.positives.length; k++) {
      if (places.positives[k] > 0) {
        RankedCategory category = ranking.categories().get(k);
        count(category.image, weight);
        for (int t = 0; t < ranking.thresholds(); t++) {
          curve.find(category.marks[t], upTo, places.reached, places.start[k]);
          curve.read(table.rows, table.nextRow());
        }
      }
    }
    table.means(means);
  }

  private void count(int[] image, short[] weight) {
    if (upTo.length <= image.length) {
      upTo = new int[2 * image.length];
    }
    int sum = 0;
    for (int i = 0; i < image.length; i++) {
      sum += weight[image[i]];
      upTo[i + 1] = sum;
    }
  }

  /** AP over all IoU thresholds, -1 where no category has ground truth. */
  double ap() {
    return means[0];
  }

  /** AP at the t-th threshold, -1 where no category has ground truth. */
  double apAt(int t) {
    return means[1 + t];
  }
}
