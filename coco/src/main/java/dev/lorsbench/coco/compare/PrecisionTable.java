package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.eval.NumpyMean;
import java.util.Arrays;

/**
 * Precision of the categories that have ground truth, as numpy lays it out, [T, R, K] row-major:
 * the order of its additions decides the last bits of a mean. Filled curve by curve. Reusable, of
 * one thread.
 */
final class PrecisionTable {
  /** Categories that are brought into order together: as many as a cache line has doubles. */
  private static final int TOGETHER = 8;

  private final int thresholds;
  private final int recalls;

  /** The curves of some categories, [K, T, R]; {@link #nextRow()} says where the next one goes. */
  final double[] rows;

  private final double[] values;
  private int defined;
  private int written;
  private int next;

  PrecisionTable(Ranking ranking) {
    this.thresholds = ranking.thresholds();
    this.recalls = ranking.recalls();
    this.rows = new double[TOGETHER * thresholds * recalls];
    this.values = new double[ranking.categories().size() * thresholds * recalls];
  }

  /** Starts on a set in which so many categories have ground truth. */
  void begin(int categories) {
    defined = categories;
    written = 0;
    next = 0;
  }

  /** Where the next curve is to be written, threshold by threshold and category by category. */
  int nextRow() {
    if (next == rows.length) {
      order();
    }
    int row = next;
    next += recalls;
    return row;
  }

  private void order() {
    int curves = thresholds * recalls;
    int count = next / curves;
    for (int curve = 0; curve < curves; curve++) {
      for (int k = 0; k < count; k++) {
        values[curve * defined + written + k] = rows[k * curves + curve];
      }
    }
    written += count;
    next = 0;
  }

  /**
   * The mean of all, then of each threshold, once all curves are written; -1 where there are none.
   */
  void means(double[] into) {
    order();
    int block = recalls * defined;
    Arrays.fill(into, -1);
    for (int t = -1; t < thresholds && defined > 0; t++) {
      int count = t < 0 ? thresholds * block : block;
      into[1 + t] = NumpyMean.sum(values, Math.max(0, t) * block, count) / count;
    }
  }
}
