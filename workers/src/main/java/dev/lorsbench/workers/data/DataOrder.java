package dev.lorsbench.workers.data;

/**
 * Which image each slot of each batch holds: epochs are seeded permutations laid end to end, and
 * step s (from 1) takes the positions {@code (s - 1) * batch} to {@code s * batch - 1}. A pure
 * function of (seed, step, slot).
 */
public final class DataOrder {
  private static final long ORDER_STREAM = 2;
  private static final long FLIP_STREAM = 1;

  private final long seed;
  private final int images;
  private final int batch;
  private long epochOfPermutation = -1;
  private int[] permutation;

  /**
   * The order of one run.
   *
   * @param images how many there are, at least 1
   * @param batch slots a step, at least 1
   */
  public DataOrder(long seed, int images, int batch) {
    if (images < 1 || batch < 1) {
      throw new IllegalArgumentException("images and batch must be >= 1: " + images + ", " + batch);
    }
    this.seed = seed;
    this.images = images;
    this.batch = batch;
  }

  /** Indices of the images of a step, one a slot. */
  public synchronized int[] indices(long step) {
    int[] out = new int[batch];
    for (int slot = 0; slot < batch; slot++) {
      long position = position(step, slot);
      out[slot] = permutation(position / images)[(int) (position % images)];
    }
    return out;
  }

  /** Whether a slot's image is flipped, which happens with the given probability. */
  public boolean flipped(long step, int slot, double probability) {
    return CounterHash.uniform(seed, FLIP_STREAM, position(step, slot)) < probability;
  }

  /** Whole passes over the images before this step. */
  public long epoch(long step) {
    return position(step, 0) / images;
  }

  /** Images that were trained on before this one, from 0. */
  long position(long step, int slot) {
    return (step - 1) * batch + slot;
  }

  /** Fisher and Yates' shuffle of the epoch; the last one asked for is kept. */
  private int[] permutation(long epoch) {
    if (epoch != epochOfPermutation) {
      int[] order = new int[images];
      for (int i = 0; i < images; i++) {
        int j = (int) (CounterHash.uniform(seed, ORDER_STREAM + epoch, i) * (i + 1));
        order[i] = order[j];
        order[j] = i;
      }
      permutation = order;
      epochOfPermutation = epoch;
    }
    return permutation;
  }
}
