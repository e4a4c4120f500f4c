package dev.lorsbench.cli.verify;

import java.util.Arrays;

/**
 * Detections of one image against golden ones, rows x1 y1 x2 y2 score label, best first. Scores
 * that are equal within the tolerance may stand in another order, and at the cut one of them may
 * stand in for another.
 */
@SuppressWarnings("ArrayRecordComponent")
record DetectionRows(float[] ours, float[] golden) {
  private static final int COLUMNS = 6;

  void compare(Measurements measured, double tolerance, String name) {
    if (ours.length != golden.length) {
      measured.fail(
          "%s has %d rows, not %d".formatted(name, ours.length / COLUMNS, golden.length / COLUMNS));
      return;
    }
    int rows = golden.length / COLUMNS;
    double[] matched = new double[golden.length];
    boolean[] used = new boolean[rows];
    long wrong = 0;
    for (int row = 0; row < rows; row++) {
      int own = find(row, used, tolerance);
      if (own >= 0) {
        used[own] = true;
      } else {
        wrong += atTheCut(row, tolerance) ? 0 : 1;
      }
      copy(own >= 0 ? ours : golden, own >= 0 ? own : row, matched, row);
    }
    measured.exact("labels", name, wrong);
    double[] theirs = new double[golden.length];
    Arrays.setAll(theirs, i -> golden[i]);
    measured.tensor("outputs", tolerance, name + " boxes", boxes(matched), boxes(theirs));
    measured.tensor("outputs", tolerance, name + " scores", scores(ours), scores(golden));
  }

  /** The nearest box of the same label among our rows that score the same. */
  private int find(int row, boolean[] used, double tolerance) {
    int best = -1;
    double nearest = Double.POSITIVE_INFINITY;
    for (int own = 0; own < used.length; own++) {
      if (!used[own] && same(own, row, tolerance) && distance(own, row) < nearest) {
        best = own;
        nearest = distance(own, row);
      }
    }
    return best;
  }

  private boolean same(int own, int row, double tolerance) {
    return ours[own * COLUMNS + 5] == golden[row * COLUMNS + 5]
        && close(ours[own * COLUMNS + 4], golden[row * COLUMNS + 4], tolerance);
  }

  private static boolean close(double a, double b, double tolerance) {
    return Math.abs(a - b) <= 2 * tolerance * Math.max(Math.abs(a), Math.abs(b)) + 1e-6;
  }

  private boolean atTheCut(int row, double tolerance) {
    double last = golden[golden.length - 2];
    return close(golden[row * COLUMNS + 4], last, tolerance);
  }

  private double distance(int own, int row) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += Math.abs(ours[own * COLUMNS + i] - golden[row * COLUMNS + i]);
    }
    return sum;
  }

  private static void copy(float[] from, int row, double[] to, int at) {
    for (int i = 0; i < COLUMNS; i++) {
      to[at * COLUMNS + i] = from[row * COLUMNS + i];
    }
  }

  private static double[] boxes(double[] rows) {
    double[] boxes = new double[rows.length / COLUMNS * 4];
    Arrays.setAll(boxes, i -> rows[i / 4 * COLUMNS + i % 4]);
    return boxes;
  }

  private static double[] scores(float[] rows) {
    double[] scores = new double[rows.length / COLUMNS];
    Arrays.setAll(scores, i -> rows[i * COLUMNS + 4]);
    return scores;
  }
}
