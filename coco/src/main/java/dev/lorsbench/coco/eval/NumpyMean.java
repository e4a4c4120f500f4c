package dev.lorsbench.coco.eval;

/**
 * numpy's float64 mean, since its version 2.3: the same order of additions, hence the same bits.
 * Older ones add more than 8192 values in pieces of as many.
 */
public final class NumpyMean {
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

  /** The sum of {@code a[from .. from + n)} as numpy's {@code sum} has it. */
  public static double sum(double[] a, int from, int n) {
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
    double r0 = a[from];
    double r1 = a[from + 1];
    double r2 = a[from + 2];
    double r3 = a[from + 3];
    double r4 = a[from + 4];
    double r5 = a[from + 5];
    double r6 = a[from + 6];
    double r7 = a[from + 7];
    int end = from + n - n % 8;
    for (int i = from + 8; i < end; i += 8) {
      r0 += a[i];
      r1 += a[i + 1];
      r2 += a[i + 2];
      r3 += a[i + 3];
      r4 += a[i + 4];
      r5 += a[i + 5];
      r6 += a[i + 6];
      r7 += a[i + 7];
    }
    double total = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
    for (int i = end; i < from + n; i++) {
      total += a[i];
    }
    return total;
  }
}
