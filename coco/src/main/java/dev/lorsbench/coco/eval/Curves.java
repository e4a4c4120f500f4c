package dev.lorsbench.coco.eval;

/**
 * Turns the matches of a category into precision, score and recall at every threshold. Precision
 * changes upwards only where a true positive stands, so only these are kept: the bits are the same.
 */
final class Curves {
  private final Settings settings;
  private int[] order = new int[0];
  private int[] scratch = new int[0];
  private int[] kept = new int[0];
  private int[] hitAt = new int[0];
  private double[] precisionAt = new double[0];

  Curves(Settings settings) {
    this.settings = settings;
  }

  /** Writes the entries of a category into the result. */
  void accumulate(Matches matches, int category, CocoResult result) {
    makeRoom(matches.size);
    for (int i = 0; i < matches.size; i++) {
      order[i] = i;
    }
    ScoreOrder.sort(order, 0, matches.size, matches.score, scratch);
    for (int m = 0; m < settings.maxDetections().length; m++) {
      int count = keep(matches, settings.maxDetections()[m]);
      for (int a = 0; a < settings.areaRanges().size(); a++) {
        if (matches.positives[a] > 0) {
          for (int t = 0; t < settings.iouThresholds().length; t++) {
            curve(matches, count, category, t, a, m, result);
          }
        }
      }
    }
  }

  private void makeRoom(int size) {
    if (order.length < size) {
      order = new int[size];
      scratch = new int[size];
      kept = new int[size];
      hitAt = new int[size];
      precisionAt = new double[size];
    }
  }

  private int keep(Matches matches, int most) {
    int count = 0;
    for (int i = 0; i < matches.size; i++) {
      if (matches.rank[order[i]] < most) {
        kept[count++] = order[i];
      }
    }
    return count;
  }

  private void curve(
      Matches matches, int count, int category, int t, int a, int m, CocoResult result) {
    int hits = hits(matches.matched[a], matches.ignored[a], count, t);
    for (int i = hits - 1; i > 0; i--) {
      precisionAt[i - 1] = Math.max(precisionAt[i - 1], precisionAt[i]);
    }
    double positives = matches.positives[a];
    result.setRecall(t, category, a, m, hits / positives);
    double[] recalls = settings.recallThresholds();
    int next = 0;
    for (int r = 0; r < recalls.length; r++) {
      while (next < hits && (next + 1) / positives < recalls[r]) {
        next++;
      }
      // The first recall is reached by the first detection, whatever it is.
      int at = recalls[r] <= 0 ? 0 : next < hits ? hitAt[next] : count;
      double precision = next < hits ? precisionAt[next] : 0;
      double score = at < count ? matches.score[kept[at]] : 0;
      result.setPrecision(t, r, category, a, m, precision, score);
    }
  }

  /** Notes place and precision of each true positive; returns how many. */
  private int hits(long[] matched, long[] ignored, int count, int t) {
    int hits = 0;
    int misses = 0;
    for (int i = 0; i < count; i++) {
      int detection = kept[i];
      if ((ignored[detection] >>> t & 1) != 0) {
        continue;
      }
      if ((matched[detection] >>> t & 1) != 0) {
        hitAt[hits++] = i;
        precisionAt[hits - 1] = hits / (misses + hits + Math.ulp(1.0));
      } else {
        misses++;
      }
    }
    return hits;
  }
}
