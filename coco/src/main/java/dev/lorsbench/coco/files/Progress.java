package dev.lorsbench.coco.files;

/** Told how far a piece of work is; may be called by any thread. */
@FunctionalInterface
public interface Progress {
  /** Tells no one. */
  Progress NONE = (done, all) -> {};

  /**
   * @param done so far; need not ascend
   * @param all what counts as done
   */
  void at(long done, long all);
}
