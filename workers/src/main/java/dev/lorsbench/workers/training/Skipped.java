package dev.lorsbench.workers.training;

/**
 * What a run went on without, as it was allowed to.
 *
 * @param images that could not be read and were replaced, counted each time
 * @param steps whose loss or gradient was not finite and that changed nothing
 */
public record Skipped(long images, int steps) {
  /** Nothing. */
  static final Skipped NONE = new Skipped(0, 0);

  Skipped withImages(int more) {
    return new Skipped(images + more, steps);
  }

  Skipped withStep() {
    return new Skipped(images, steps + 1);
  }
}
