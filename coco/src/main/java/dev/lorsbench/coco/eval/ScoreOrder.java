package dev.lorsbench.coco.eval;

/** Stable sorting by descending score: insertion on short runs, then merging. */
public final class ScoreOrder {
  private static final int RUN = 12;

  private ScoreOrder() {}

  /**
   * Sorts {@code order[from..to)}.
   *
   * @param score by the values of {@code order}; equal scores (0 and -0 too) keep their order
   * @param scratch at least {@code to - from} long
   */
  public static void sort(int[] order, int from, int to, double[] score, int[] scratch) {
    for (int start = from; start < to; start += RUN) {
      insert(order, start, Math.min(start + RUN, to), score);
    }
    for (int width = RUN; width < to - from; width *= 2) {
      for (int start = from; start + width < to; start += 2 * width) {
        merge(order, start, start + width, Math.min(start + 2 * width, to), score, scratch);
      }
    }
  }

  private static void insert(int[] order, int from, int to, double[] score) {
    for (int i = from + 1; i < to; i++) {
      int moving = order[i];
      double value = score[moving];
      int j = i;
      while (j > from && score[order[j - 1]] < value) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = moving;
    }
  }

  private static void merge(
      int[] order, int from, int middle, int to, double[] score, int[] scratch) {
    if (!(score[order[middle - 1]] < score[order[middle]])) {
      return;
    }
    int end = middle - from;
    System.arraycopy(order, from, scratch, 0, end);
    int left = 0;
    int right = middle;
    for (int at = from; left < end; at++) {
      if (right < to && score[scratch[left]] < score[order[right]]) {
        order[at] = order[right++];
      } else {
        order[at] = scratch[left++];
      }
    }
  }
}
