package dev.lorsbench.coco.eval;

/**
 * Rows by category and in it by image, in their own order otherwise. Pooled, all rows are one group
 * by image, and within an image by category.
 *
 * @param order rows
 * @param starts where each category's rows start in {@code order}; one more than categories
 */
@SuppressWarnings("ArrayRecordComponent") // a pair of scratch arrays inside one evaluation
record Grouping(int[] order, int[] starts) {

  /**
   * @param rows in the order to keep
   * @param image of each row, -1 leaves it out
   * @param category of each row, -1 leaves it out
   */
  static Grouping of(
      int[] rows, int[] image, int[] category, int images, int categories, boolean pooled) {
    if (pooled) {
      int[] order = pass(pass(rows, category, categories).order, image, images).order;
      return new Grouping(order, new int[] {0, order.length});
    }
    return pass(pass(rows, image, images).order, category, categories);
  }

  /** One stable counting sort. */
  private static Grouping pass(int[] rows, int[] key, int keys) {
    int[] starts = new int[keys + 1];
    for (int row : rows) {
      if (key[row] >= 0) {
        starts[key[row] + 1]++;
      }
    }
    for (int k = 0; k < keys; k++) {
      starts[k + 1] += starts[k];
    }
    int[] order = new int[starts[keys]];
    int[] next = starts.clone();
    for (int row : rows) {
      if (key[row] >= 0) {
        order[next[key[row]]++] = row;
      }
    }
    return new Grouping(order, starts);
  }

  /** The end of the run of one image that starts at {@code from}. */
  static int runEnd(int[] order, int from, int end, int[] image) {
    int to = from;
    while (to < end && image[order[to]] == image[order[from]]) {
      to++;
    }
    return to;
  }
}
