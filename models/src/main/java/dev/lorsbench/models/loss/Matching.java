package dev.lorsbench.models.loss;

import dev.lorsbench.models.matching.Hungarian;

/**
 * Which target each query is to find, for all stages and images at once.
 *
 * @param assigned [stage][image][query], the target counted from 1, or 0 for background
 * @param rows index into stages x images x queries of each match, stage by stage
 * @param targets index into images x padded targets of each match
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays go to native memory as they are
public record Matching(int[][][] assigned, long[] rows, long[] targets) {
  /**
   * Assigns by least total cost.
   *
   * @param cost [stages, B, N, T] where T is the fullest image's count
   * @throws NonFiniteCostException naming stage and image, where a cost is not finite
   */
  static Matching of(float[] cost, int stages, int queries, Targets given) {
    int most = given.most();
    int images = given.images();
    int[][][] assigned = new int[stages][images][queries];
    int matches = 0;
    for (int b = 0; b < images; b++) {
      matches += Math.min(queries, given.count(b));
    }
    Matching matching =
        new Matching(assigned, new long[stages * matches], new long[stages * matches]);
    Hungarian hungarian = new Hungarian();
    int next = 0;
    for (int s = 0; s < stages; s++) {
      for (int b = 0; b < images; b++) {
        int image = s * images + b;
        float[] own = columns(cost, image * queries, queries, most, given.count(b));
        int[] found = assign(hungarian, own, queries, given.count(b), s, b);
        next = matching.record(found, assigned[s][b], image * queries, b * most, next);
      }
    }
    return matching;
  }

  /** The first {@code count} columns of rows that are {@code width} wide. */
  private static float[] columns(float[] cost, int firstRow, int rows, int width, int count) {
    float[] own = new float[rows * count];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(cost, (firstRow + i) * width, own, i * count, count);
    }
    return own;
  }

  private static int[] assign(Hungarian by, float[] cost, int rows, int columns, int s, int b) {
    try {
      return by.assign(cost, rows, columns);
    } catch (IllegalArgumentException e) {
      throw new NonFiniteCostException(s, b, e);
    }
  }

  private int record(int[] found, int[] to, int firstRow, int firstTarget, int from) {
    int next = from;
    for (int q = 0; q < found.length; q++) {
      if (found[q] >= 0) {
        to[q] = found[q] + 1;
        rows[next] = firstRow + q;
        targets[next++] = firstTarget + found[q];
      }
    }
    return next;
  }
}
