package dev.lorsbench.coco.eval;

/** numpy's float64 mean: the same order of additions, hence the same bits. */
final class NumpyMean {
  /** numpy's PW_BLOCKSIZE: longer sums are split in two, shorter ones run in eight lanes. */
  private static final int BLOCK = 128;

  private double[] values = new double[1024];
  private int size;

  /** Takes a value unless it is -1, which stands for undefined. */
  void add(double value) {
    if (!(value > -1)) {
      return;
    }
    if (size == values.length) {
      values = java.util.Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  /** The mean of what was taken, -1 if nothing was. */
  double mean() {
    return size == 0 ? -1 : sum() / size;
  }

  /** The sum of what was taken, as numpy's {@code sum} has it. */
  double sum() {
    return sum(values, 0, size);
  }

  private static double sum(double[] a, int from, int n) {
    if (n < 8) {
      double total = 0;
      for (int i = 0; i < n; i++) {
        total += a[from + i];
      }
      return total;
    }
    if (n <= BLOCK) {
      return lanes(a, from, n);
    }
    int half = n / 2;
    half -= half % 8;
    return sum(a, from, half) + sum(a, from + half, n - half);
  }

  private static double lanes(double[] a, int from, int n) {
    double[] r = new double[8];
    System.arraycopy(a, from, r, 0, 8);
    int i = 8;
    for (; i < n - n % 8; i += 8) {
      for (int lane = 0; lane < 8; lane++) {
        r[lane] += a[from + i + lane];
      }
    }
    double total = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; i++) {
      total += a[from + i];
    }
    return total;
  }
}
