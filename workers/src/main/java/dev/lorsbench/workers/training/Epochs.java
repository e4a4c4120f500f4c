package dev.lorsbench.workers.training;

/**
 * Where epochs end among steps.
 *
 * @param images of the training split, at least 1
 * @param imagesPerStep at least 1
 */
record Epochs(long images, long imagesPerStep) {
  /** Whether with step s (from 1) the {@code every}-th, 2 {@code every}-th, ... epoch is done. */
  boolean end(int every, long step) {
    long span = every * images;
    return step * imagesPerStep / span > (step - 1) * imagesPerStep / span;
  }

  /** About how many steps so many epochs take, at least 1. */
  long steps(int every) {
    return Math.max(1, every * images / imagesPerStep);
  }
}
